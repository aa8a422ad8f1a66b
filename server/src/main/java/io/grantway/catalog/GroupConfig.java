package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Shorthand;

/// A group that a consumer belongs to.
public record GroupConfig(
        @Shorthand @Key(value = "Its name, as the `requireGroup` policy says it.", example = "gold")
                String group) {
    public GroupConfig {
        if (group.isBlank()) {
            throw new IllegalArgumentException("group must not be empty");
        }
    }
}
