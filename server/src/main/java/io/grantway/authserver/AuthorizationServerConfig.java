package io.grantway.authserver;

import io.grantway.config.Key;
import org.jspecify.annotations.Nullable;

/// An authorization server.
public record AuthorizationServerConfig(
        @Key(value = "Unique in the workspace.", example = "local") String name,
        @Key("This program itself is the server.") @Nullable BuiltInConfig builtIn) {
    public AuthorizationServerConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
    }
}
