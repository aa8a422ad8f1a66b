package io.grantway.vault.provider;

import io.grantway.config.Key;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a provider's API is called.
public record ProviderApiConfig(
        @Key(
                        value = "Other addresses that calls may name than those of `apiBase`.",
                        example = "['https://content.dropboxapi.com']")
                List<String> hosts,
        @Key(value = "Header fields of each call.", example = "{Notion-Version: '2022-06-28'}")
                Map<String, String> headers,
        @Key(
                        "The header field of the credential, with a place `{token}`;"
                                + " `Authorization: Bearer {token}` where absent.")
                @Nullable String credential,
        @Key("The query parameter of the credential, in place of a field.")
                @Nullable String credentialQuery,
        @Key("Answers beyond a 401 that say that the token is none any more.")
                List<RefusedConfig> refused,
        @Key("Answers beyond a 429 that say that there are too many calls.")
                List<RefusedConfig> busy,
        @Key("Limits that the provider sets.") List<LimitConfig> limits) {
    public ProviderApiConfig {
        hosts = List.copyOf(hosts);
        headers = Map.copyOf(headers);
        refused = List.copyOf(refused);
        busy = List.copyOf(busy);
        limits = List.copyOf(limits);
    }
}
