package io.grantway.outbound;

import io.grantway.config.Key;

/// A connection to an API of somebody else.
public record ConnectionConfig(
        @Key(value = "Unique in the workspace; what services call it.", example = "REST Server")
                String name) {
    public ConnectionConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
    }
}
