package io.grantway.authserver;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps the users that were made over the admin API (those of the configuration file live in the
/// snapshot). As durable as [TokenStore], and throws as it does.
public interface UserStore {
    /// @return false, with nothing changed, when the workspace has a user of that name
    boolean create(User user);

    /// Replaces the user of the same id and workspace, perhaps under a new name.
    ///
    /// @return false, with nothing changed, when there is none, or another has that name
    boolean update(User user);

    Optional<User> findByName(String workspace, String username);

    Optional<User> find(String workspace, UUID id);

    /// In the order of their names.
    ///
    /// @param after the name that the last page ended with
    List<User> list(String workspace, Optional<String> after, int limit);

    boolean delete(String workspace, UUID id);
}
