package io.grantway.authserver;

import io.grantway.config.Key;
import org.jspecify.annotations.Nullable;

/// A scope that a server offers.
public record ScopeConfig(
        @Key(value = "As clients ask for it.", example = "orders.read") String name,
        @Key(
                        value = "What it allows, in words for the user who is asked.",
                        example = "See your orders")
                @Nullable String description) {}
