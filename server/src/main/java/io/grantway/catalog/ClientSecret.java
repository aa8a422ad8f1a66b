package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.config.Shorthand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One of a client's secrets: a new one is put beside the old one until all that use the old one
/// have changed.
public record ClientSecret(
        @Shorthand @Key("Clear text or a hash (`$argon2id$…`, `$pbkdf2-sha512$…`).") Secret secret,
        @Key(
                        value = "From when on it counts no more; never, where absent.",
                        example = "2027-01-31T00:00:00Z")
                @Nullable Instant expiresAt) {
    public ClientSecret {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("secret must not be empty");
        }
    }

    /// Whether it counts at an instant.
    public boolean inForce(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
