package io.grantway.authserver;

import io.grantway.http.Json;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// An end user.
///
/// @param username unique in its workspace; what a token's subject says
/// @param passwordHash an Argon2id string (PHC form); empty for one who has no password
/// @param claims what else clients may learn of them; never changed
public record User(
        UUID id,
        String workspace,
        String username,
        Optional<String> name,
        String passwordHash,
        ObjectNode claims) {
    /// One of whom nothing else is known.
    public User(
            UUID id,
            String workspace,
            String username,
            Optional<String> name,
            String passwordHash) {
        this(id, workspace, username, name, passwordHash, Json.object());
    }

    /// Without the hash, which helps whoever wants to guess the password.
    @Override
    public String toString() {
        return "User[" + workspace + "/" + username + "]";
    }
}
