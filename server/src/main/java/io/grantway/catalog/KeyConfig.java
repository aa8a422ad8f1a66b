package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.config.Shorthand;

/// An API key of a consumer.
public record KeyConfig(
        @Shorthand @Key("The key; unique in the workspace. Only its hash stays in memory.")
                Secret key) {
    public KeyConfig {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key must not be empty");
        }
    }
}
