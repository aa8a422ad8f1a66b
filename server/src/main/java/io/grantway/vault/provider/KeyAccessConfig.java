package io.grantway.vault.provider;

import io.grantway.config.Key;
import org.jspecify.annotations.Nullable;

/// Accounts by what users enter themselves.
public record KeyAccessConfig(
        @Key(value = "Where the API begins.", example = "https://api.example/v1")
                @Nullable String apiBase,
        @Key("Where the API says whose credential it is.") @Nullable String userInfoUrl,
        @Key("Where users find it, in a sentence.") @Nullable String help) {}
