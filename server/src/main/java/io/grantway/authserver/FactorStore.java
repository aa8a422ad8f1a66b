package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/// Keeps what users prove themselves by beside their passwords, by the user's id. As durable as
/// [TokenStore], and throws as it does. Goes with the user that [UserStore#delete] deletes.
public interface FactorStore {
    Optional<AuthenticatorApp> app(UUID user);

    /// Keeps an app and its user's recovery codes, in place of what there was.
    void save(AuthenticatorApp app, Collection<TokenHash> recoveryCodes);

    /// Uses up every code until a step of time.
    ///
    /// @return false where one of that step or a later one was used already
    boolean use(UUID user, long step);

    /// Uses up one recovery code.
    ///
    /// @return false where the user has none like it (any more)
    boolean useRecoveryCode(UUID user, TokenHash code);

    /// How many are left.
    int recoveryCodes(UUID user);

    /// Puts others in the place of those that are left.
    void replaceRecoveryCodes(UUID user, Collection<TokenHash> codes);

    /// Takes away the app and the recovery codes.
    ///
    /// @return whether there was one
    boolean deleteApp(UUID user);
}
