package io.grantway.services;

import io.grantway.config.Key;

/// What calls a service.
public record ChannelConfig(
        @Key(value = "Unique in the workspace.", example = "plan") String name) {
    public ChannelConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
    }
}
