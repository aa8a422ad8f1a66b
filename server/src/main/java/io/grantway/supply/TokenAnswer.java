package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.supply.TokenUnavailable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a token endpoint said.
sealed interface TokenAnswer {
    /// @param until when it expires, by our clock; empty where nobody says
    record Given(
            Secret accessToken,
            String type,
            Optional<Instant> until,
            Optional<Secret> refreshToken,
            Optional<String> scopes,
            int status)
            implements TokenAnswer {}

    /// @param text what is wrong, with nothing secret in it
    /// @param status 0 where there was none
    /// @param definite the request came to an end there, so that nothing was rotated unseen
    record Refused(
            Reason reason, String text, Optional<Duration> retryAfter, int status, boolean definite)
            implements TokenAnswer {}
}
