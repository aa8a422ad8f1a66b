package io.grantway.authserver;

import java.util.Optional;
import java.util.UUID;

/// An end user.
///
/// @param username unique in its workspace; what a token's subject says
/// @param passwordHash an Argon2id string (PHC form)
public record User(
        UUID id, String workspace, String username, Optional<String> name, String passwordHash) {
    /// Without the hash, which helps whoever wants to guess the password.
    @Override
    public String toString() {
        return "User[" + workspace + "/" + username + "]";
    }
}
