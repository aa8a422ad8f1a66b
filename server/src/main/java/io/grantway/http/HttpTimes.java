package io.grantway.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Times as fields of others' answers say them. What cannot be understood is as if it were not
/// there.
public final class HttpTimes {
    private HttpTimes() {}

    /// A date (RFC 9110 §5.6.7).
    public static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// How long an answer asks to wait, in seconds or until a date (RFC 9110 §10.2.3).
    ///
    /// @return negative for a date that is past; as long as the answer says: limits are the
    ///   caller's
    public static Optional<Duration> retryAfter(Headers headers, Instant now) {
        return headers.first("Retry-After")
                .map(String::strip)
                .flatMap(text ->
                        text.matches("[0-9]{1,9}")
                                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                                : date(text).map(then -> Duration.between(now, then)));
    }
}
