package io.grantway.authserver;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps consents until they are withdrawn, their times to the millisecond. As durable as
/// [TokenStore], and throws as it does.
public interface ConsentStore {
    /// Keeps a consent, in place of the one of the same server, workspace, user and client.
    void save(Consent consent);

    Optional<Consent> find(UUID server, String workspace, String username, UUID client);

    /// Those of a user, the oldest first.
    List<Consent> list(String workspace, String username);

    /// @return false when there was none of the same server, workspace, user and client
    boolean delete(Consent consent);
}
