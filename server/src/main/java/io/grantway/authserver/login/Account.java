package io.grantway.authserver.login;

import io.grantway.authserver.User;
import io.grantway.authserver.UserConfig;
import io.grantway.catalog.Ids;
import java.util.Optional;
import java.util.UUID;

/// An end user, wherever they were made, without their password.
///
/// @param declared in the configuration file, which alone may change them
public record Account(
        UUID id, String workspace, String username, Optional<String> name, boolean declared) {

    static Account of(User user) {
        return new Account(user.id(), user.workspace(), user.username(), user.name(), false);
    }

    static Account of(String workspace, UserConfig user) {
        return new Account(
                Ids.of(workspace, "user", user.username()),
                workspace,
                user.username(),
                Optional.ofNullable(user.name()),
                true);
    }

    /// What the pages call the user.
    String shownName() {
        return name.map(full -> full + " (" + username + ")").orElse(username);
    }
}
