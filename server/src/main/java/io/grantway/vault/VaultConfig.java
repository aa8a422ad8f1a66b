package io.grantway.vault;

import io.grantway.config.Key;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Users' accounts at other providers: who may ask for them, and who is told when one breaks.
public record VaultConfig(
        @Key(
                        value =
                                "Where providers send users back to, as it is registered there:"
                                        + " `/connect/callback` of this server's public address.",
                        example = "https://localhost:8443/connect/callback")
                @Nullable URI redirectUri,
        @Key(value = "Whom to tell when an account must be connected again.", name = "notify")
                List<VaultNotifyConfig> notices,
        @Key("The programs that use the vault, each with users of its own.")
                List<VaultAppConfig> apps,
        @Key(value = "How long a link to connect an account is good.", or = "30m")
                Duration sessionLife,
        @Key(value = "How long calls, refreshes and errors are listed.", or = "30d")
                Duration keepCalls,
        @Key(value = "How many of them at most.", or = "1000000") long mostCalls) {
    private static final Duration LONGEST_SESSION = Duration.ofHours(24);

    public VaultConfig {
        notices = List.copyOf(notices);
        apps = List.copyOf(apps);
        if (redirectUri != null
                && (redirectUri.getHost() == null
                        || redirectUri.getRawQuery() != null
                        || redirectUri.getRawFragment() != null
                        || !redirectUri.getRawPath().equals("/connect/callback"))) {
            throw new IllegalArgumentException(
                    "redirectUri must be an absolute address with the path /connect/callback");
        }
        if (sessionLife.isNegative()
                || sessionLife.isZero()
                || sessionLife.compareTo(LONGEST_SESSION) > 0) {
            throw new IllegalArgumentException("sessionLife must be more than 0 and at most 24h");
        }
        if (keepCalls.isNegative() || mostCalls < 0) {
            throw new IllegalArgumentException("keepCalls and mostCalls must not be negative");
        }
    }
}
