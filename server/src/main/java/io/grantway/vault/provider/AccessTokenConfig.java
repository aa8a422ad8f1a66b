package io.grantway.vault.provider;

import io.grantway.config.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is known of a provider's access tokens.
public record AccessTokenConfig(
        @Key("How long one lives, as far as the provider tells.") @Nullable Duration lifetime,
        @Key("Whether token answers say so.") @Nullable ExpiresIn expiresIn,
        @Key(
                        "How long one is good where the answer does not say; until it is refused"
                                + " where absent.")
                @Nullable Duration defaultLifetime,
        @Key("How long before its end one is renewed; `2m` where absent.")
                @Nullable Duration renewBefore,
        @Key("What else there is to them.") @Nullable String note) {
    /// Whether answers have a lifetime.
    public enum ExpiresIn {
        ALWAYS,
        SOMETIMES,
        NEVER
    }
}
