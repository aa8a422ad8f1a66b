package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.util.List;
import java.util.Optional;

/// Keeps login sessions. As durable as [TokenStore], and throws as it does.
public interface SessionStore {
    /// Keeps a session, in place of the one with the same hash.
    void save(LoginSession session);

    /// The session, while it has not expired.
    Optional<LoginSession> find(TokenHash hash);

    void delete(TokenHash hash);

    /// The live sessions of a user, the latest login first.
    List<LoginSession> list(String workspace, String username);

    /// Adds a client to a session, where that is still there, in one step.
    void serve(TokenHash hash, ServedClient client);
}
