package io.grantway.vault.provider;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.supply.RequestForm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a provider's token requests have of their own.
public record TokenRequestConfig(
        @Key("How parameters are sent: `form` (where absent), `json` or `query`.")
                @Nullable RequestForm body,
        @Key(value = "More parameters.", example = "{audience: '{audience}'}")
                Map<String, String> extra,
        @Key(value = "Header fields.", example = "{Accept: application/json}")
                Map<String, Secret> headers,
        @Key(
                        value = "Names of parameters that it calls differently; empty: none.",
                        example = "{clientId: client}")
                Map<String, String> fields) {
    public TokenRequestConfig {
        extra = Map.copyOf(extra);
        headers = Map.copyOf(headers);
        fields = Map.copyOf(fields);
    }
}
