package io.grantway.authserver;

import java.time.Duration;
import java.time.Instant;

/// How long what is issued can be used.
///
/// @param accessSeconds 0: for ever, and then there is no refresh token
/// @param refreshSeconds 0: for ever
/// @param reuseRefreshToken a refresh keeps the refresh token
/// @param refreshGrace for how long a refresh that is repeated is answered as before
public record Lifetimes(
        long accessSeconds, long refreshSeconds, boolean reuseRefreshToken, Duration refreshGrace) {
    /// Of an authorization code. RFC 6749 §4.1.2 allows ten minutes.
    public static final Duration CODE = Duration.ofMinutes(5);

    private static final long LONGEST_SECONDS = 100_000_000_000L;

    public boolean expire() {
        return accessSeconds > 0;
    }

    public Instant accessExpiry(Instant now) {
        return after(now, accessSeconds);
    }

    public Instant refreshExpiry(Instant now) {
        return after(now, refreshSeconds);
    }

    private static Instant after(Instant now, long seconds) {
        return seconds <= 0 || seconds > LONGEST_SECONDS ? Instant.MAX : now.plusSeconds(seconds);
    }
}
