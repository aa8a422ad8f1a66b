package io.grantway.authserver;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;

/// An end user who can log in at the pages of this server.
public record UserConfig(
        @Key(value = "The name to log in with; what a token's subject says.", example = "megan")
                String username,
        @Key(value = "What the pages call the user.", example = "Megan Miller")
                @Nullable String name,
        @Key(
                        value =
                                "The password: an Argon2id string (`$argon2id$…`), or clear text"
                                        + " from the environment or a file.",
                        example = "${env:MEGAN_PASSWORD}")
                Secret password) {}
