package io.grantway.authserver;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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
                Secret password,
        @Key(
                        value =
                                "What applications may learn of the user by the scopes `profile`,"
                                        + " `email`, `address` and `phone` (OpenID Connect Core"
                                        + " §5.1).",
                        example = "{email: megan@example.com, email_verified: true}")
                @Nullable ObjectNode claims) {
    public UserConfig {
        if (claims != null) {
            for (String claim : claims.propertyNames()) {
                if (!EndUser.mayHave(claim)) {
                    throw new IllegalArgumentException(
                            "claims: there is no \""
                                    + claim
                                    + "\" of a user in OpenID Connect Core §5.1, or it is a key of"
                                    + " its own");
                }
            }
        }
    }

    /// One of whom nothing else is told.
    public UserConfig(String username, @Nullable String name, Secret password) {
        this(username, name, password, null);
    }
}
