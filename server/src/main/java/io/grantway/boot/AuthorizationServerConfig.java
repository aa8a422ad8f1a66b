package io.grantway.boot;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.config.Key;
import io.grantway.token.ExternalServerConfig;
import org.jspecify.annotations.Nullable;

/// An authorization server.
public record AuthorizationServerConfig(
        @Key(value = "Unique in the workspace.", example = "local") String name,
        @Key("This program itself is the server.") @Nullable BuiltInConfig builtIn,
        @Key("Somebody else's server, whose tokens count here too.")
                @Nullable ExternalServerConfig external) {
    public AuthorizationServerConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
    }
}
