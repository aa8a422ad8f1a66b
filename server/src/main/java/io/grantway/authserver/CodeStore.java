package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.util.Optional;

/// Keeps authorization codes until they are redeemed or expire. As durable as [TokenStore], and
/// throws as it does.
public interface CodeStore {
    void save(AuthorizationCode code);

    /// The code, while it is neither used nor expired; it stays usable.
    Optional<AuthorizationCode> find(TokenHash hash);

    /// Uses a code up and saves the token it gives, in one step; the code's family stays known to
    /// [TokenStore#familyOfSpent] until the token is dead.
    ///
    /// @return false, with nothing changed, when the code is gone: used before, or expired
    boolean redeem(AuthorizationCode code, IssuedToken token);
}
