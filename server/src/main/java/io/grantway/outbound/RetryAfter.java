package io.grantway.outbound;

import io.grantway.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long an answer asks to wait (RFC 9110 §10.2.3).
final class RetryAfter {
    private RetryAfter() {}

    /// Empty where it says nothing that can be understood.
    static Optional<Duration> of(Headers headers, Instant now) {
        return headers.first("Retry-After").flatMap(text -> parsed(text.strip(), now));
    }

    private static Optional<Duration> parsed(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration left = Duration.between(now, until);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
