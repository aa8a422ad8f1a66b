package io.grantway.vault.provider;

import io.grantway.config.Key;
import java.time.Duration;

/// A limit that the provider sets.
public record LimitConfig(
        @Key("How many.") int count,
        @Key("In what time.") Duration per,
        @Key("Of what, and what happens beyond.") String of) {}
