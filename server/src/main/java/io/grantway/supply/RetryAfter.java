package io.grantway.supply;

import io.grantway.http.Headers;
import io.grantway.http.HttpTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a token server wants to be asked again, within reason.
final class RetryAfter {
    /// Nobody may send us away for longer.
    static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryAfter() {}

    static Optional<Duration> of(Headers headers, Instant now) {
        return HttpTimes.retryAfter(headers, now)
                .filter(Duration::isPositive)
                .map(pause -> pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }
}
