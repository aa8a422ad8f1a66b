package io.grantway.authserver;

import io.grantway.config.Key;
import io.grantway.config.Shorthand;
import io.grantway.oauth.TokenFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An API that clients may ask tokens for by its name (RFC 8707).
public record ResourceConfig(
        @Shorthand
                @Key(
                        value =
                                "As clients name it in `resource`, and as tokens name it in `aud`:"
                                        + " the API's address, as a rule.",
                        example = "https://api.example.com/orders")
                String name,
        @Key("What its tokens are, where not as `accessTokens` says: `jwt` or `opaque`.")
                @Nullable TokenFormat format,
        @Key(
                        value =
                                "How long its tokens can be used, where not as `accessTokens`"
                                        + " says.",
                        example = "5m")
                @Nullable Duration lifetime) {
    public ResourceConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be empty");
        }
        if (lifetime != null) {
            BuiltInConfig.positive(lifetime);
        }
    }
}
