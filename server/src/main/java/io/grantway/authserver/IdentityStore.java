package io.grantway.authserver;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps who users are at OpenID providers. As durable as [TokenStore], and throws as it does. Goes
/// with the user that [UserStore#delete] deletes.
public interface IdentityStore {
    /// The most identities of one user.
    int MOST = 20;

    Optional<LinkedIdentity> find(String workspace, String issuer, String subject);

    /// @return false, with nothing changed, where the identity is somebody's already, or its user
    ///   has [#MOST]
    boolean link(LinkedIdentity identity);

    /// Those of a user, the oldest first.
    List<LinkedIdentity> of(UUID user);

    /// @return whether the user had it
    boolean unlink(UUID user, String issuer, String subject);
}
