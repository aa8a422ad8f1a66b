package io.grantway.catalog;

import io.grantway.config.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the access tokens of one client are like, where they differ from those of its server.
public record AccessTokenRules(
        @Key(
                        "`opaque` (a random text that only this server can read) or `jwt`"
                                + " (RFC 9068); as the server says, where absent.")
                @Nullable AccessTokenFormat format,
        @Key(value = "How long they are good; as the server says, where absent.", example = "5m")
                @Nullable Duration lifetime,
        @Key("How long its refresh tokens are good; as the server says, where absent.")
                @Nullable Duration refreshLifetime,
        @Key(value = "Only tokens bound to a key by DPoP (RFC 9449) are given.", or = "false")
                boolean dpopBound,
        @Key(
                        value =
                                "Only tokens bound to the client's certificate (RFC 8705) are"
                                        + " given.",
                        or = "false")
                boolean certificateBound) {
    public static final AccessTokenRules NONE =
            new AccessTokenRules(null, null, null, false, false);

    public AccessTokenRules {
        requirePositive("lifetime", lifetime);
        requirePositive("refreshLifetime", refreshLifetime);
    }

    private static void requirePositive(String key, @Nullable Duration lifetime) {
        if (lifetime != null && lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException(key + " must be a second or more");
        }
    }
}
