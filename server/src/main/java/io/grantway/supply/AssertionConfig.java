package io.grantway.supply;

import io.grantway.config.Key;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The JWTs by which this program proves itself at a token endpoint (RFC 7523 §2.2).
public record AssertionConfig(
        @Key(
                        value =
                                "How they are signed: `RS256`, `RS384`, `PS256`, `ES256`, `ES384`"
                                    + " or `EdDSA`. Where absent: as the given key says, `RS384`"
                                    + " for keys made here.",
                        example = "ES384")
                @Nullable AssertionAlgorithm algorithm,
        @Key(
                        value = "Whom they are for (`aud`); the token endpoint where absent.",
                        example = "https://login.example")
                @Nullable String audience,
        @Key(value = "How long one is good, at most `5m`.", or = "1m") Duration lifetime,
        @Key(
                        value =
                                "Where their key is published, told in their header (`jku`); left"
                                        + " out where absent.",
                        example = "https://api.example/.well-known/jwks/Okta.json")
                @Nullable URI jku,
        @Key(
                        value =
                                "How long a key made here signs before the next one, which is"
                                        + " published a day ahead.",
                        or = "90d")
                Duration rotateEvery) {
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SHORTEST_TURN = Duration.ofDays(2);

    public AssertionConfig {
        if (lifetime.compareTo(Duration.ofSeconds(5)) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lifetime must be 5s to 5m");
        }
        if (rotateEvery.compareTo(SHORTEST_TURN) < 0) {
            throw new IllegalArgumentException(
                    "rotateEvery must be 2d or more: others keep a copy of the key set");
        }
    }

    /// Where nothing is configured.
    public static final AssertionConfig USUAL =
            new AssertionConfig(null, null, Duration.ofMinutes(1), null, Duration.ofDays(90));
}
