package io.grantway.supply;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// When a server wants to be asked again (RFC 9110 §10.2.3), within reason.
final class RetryAfter {
    /// Nobody may send us away for longer.
    static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryAfter() {}

    /// @param value seconds or a date; anything else is as if it were not there
    static Optional<Duration> of(String value, Instant now) {
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return within(Duration.ofSeconds(Long.parseLong(text)));
        }
        return date(text).flatMap(then -> within(Duration.between(now, then)));
    }

    static Optional<Instant> date(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> within(Duration pause) {
        if (pause.isNegative() || pause.isZero()) {
            return Optional.empty();
        }
        return Optional.of(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }
}
