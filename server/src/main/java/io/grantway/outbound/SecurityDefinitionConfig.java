package io.grantway.outbound;

import io.grantway.config.Key;

/// How calls prove themselves; named by connections and by channels.
public record SecurityDefinitionConfig(
        @Key(value = "Unique in the workspace.", example = "Okta") String name) {
    public SecurityDefinitionConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
    }
}
