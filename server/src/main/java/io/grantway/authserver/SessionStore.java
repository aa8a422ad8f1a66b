package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.util.Optional;

/// Keeps login sessions. As durable as [TokenStore], and throws as it does.
public interface SessionStore {
    void save(LoginSession session);

    /// The session, while it has not expired.
    Optional<LoginSession> find(TokenHash hash);

    void delete(TokenHash hash);
}
