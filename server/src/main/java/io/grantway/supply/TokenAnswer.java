package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.supply.TokenUnavailable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a token endpoint said.
sealed interface TokenAnswer {
    /// @param until when it expires, by our clock; empty where nobody says
    /// @param refreshUntil when the refresh token does, likewise
    /// @param metadata what else was asked for, by its path
    record Given(
            Secret accessToken,
            String type,
            Optional<Instant> until,
            Optional<Secret> refreshToken,
            Optional<Instant> refreshUntil,
            Optional<String> scopes,
            Map<String, String> metadata,
            Optional<Secret> idToken,
            int status)
            implements TokenAnswer {}

    /// @param text what is wrong, with nothing secret in it
    /// @param status 0 where there was none
    /// @param error the server's word for it (RFC 6749 §5.2), where it said one
    /// @param definite the request came to an end there, so that nothing was rotated unseen
    record Refused(
            Reason reason,
            String text,
            Optional<String> error,
            Optional<Duration> retryAfter,
            int status,
            boolean definite)
            implements TokenAnswer {
        TokenUnavailable of(String definition) {
            return new TokenUnavailable(definition, reason, text, error, retryAfter);
        }
    }
}
