package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;

/// A user name and password of a consumer.
public record PasswordConfig(
        @Key(value = "Unique in the workspace; without a colon.", example = "megan")
                String username,
        @Key("The password: clear text or a hash (`$argon2id$…`, `$pbkdf2-sha512$…`).")
                Secret password) {
    public PasswordConfig {
        // RFC 7617 §2: the first colon ends the user name.
        if (username.isEmpty() || username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("username must not be empty or have a colon");
        }
    }
}
