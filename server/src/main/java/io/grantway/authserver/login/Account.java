package io.grantway.authserver.login;

import io.grantway.authserver.EndUser;
import io.grantway.authserver.User;
import io.grantway.authserver.UserConfig;
import io.grantway.catalog.Ids;
import io.grantway.http.Json;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// An end user, wherever they were made, without their password.
///
/// @param claims what else clients may learn of them; never changed
/// @param declared in the configuration file, which alone may change them
public record Account(
        UUID id,
        String workspace,
        String username,
        Optional<String> name,
        ObjectNode claims,
        boolean declared) {

    static Account of(User user) {
        return new Account(
                user.id(), user.workspace(), user.username(), user.name(), user.claims(), false);
    }

    static Account of(String workspace, UserConfig user) {
        return new Account(
                Ids.of(workspace, "user", user.username()),
                workspace,
                user.username(),
                Optional.ofNullable(user.name()),
                Optional.ofNullable(user.claims()).orElseGet(Json::object),
                true);
    }

    public EndUser endUser() {
        return new EndUser(username, name, claims);
    }

    /// What the pages call the user.
    String shownName() {
        return name.map(full -> full + " (" + username + ")").orElse(username);
    }
}
