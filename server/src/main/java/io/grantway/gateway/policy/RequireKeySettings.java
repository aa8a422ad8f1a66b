package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `requireKey` policy: a call needs an API key of a consumer, as with Kong's `key-auth`.
public record RequireKeySettings(
        @Key(value = "The names of header fields and parameters that carry it.", or = "[apikey]")
                List<String> keyNames,
        @Key(value = "Look into the header.", or = "true") boolean keyInHeader,
        @Key(value = "Look into the query.", or = "true") boolean keyInQuery,
        @Key(
                        value =
                                "Look into the body: an URL-encoded form or a JSON object of 1"
                                        + " MiB.",
                        or = "false")
                boolean keyInBody,
        @Key(value = "Remove the key before the call goes upstream.", or = "false")
                boolean hideCredentials,
        @Key(
                        "The consumer (name or id) that a call without a good key counts as,"
                                + " instead of being refused.")
                @Nullable String anonymous,
        @Key(value = "Ask for it on `OPTIONS` requests too.", or = "true") boolean runOnPreflight,
        @Key("Named in `WWW-Authenticate`.") @Nullable String realm)
        implements PolicySettings {
    public RequireKeySettings {
        if (keyNames.isEmpty()) {
            throw new IllegalArgumentException("keyNames must name one or more");
        }
        if (!keyInHeader && !keyInQuery && !keyInBody) {
            throw new IllegalArgumentException(
                    "at least one of these must be true: keyInHeader, keyInQuery, keyInBody");
        }
    }
}
