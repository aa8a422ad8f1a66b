package io.grantway.supply;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long nobody asks after a failure.
final class Pauses {
    static final int MOST = 16;

    private final SupplyTimes times;
    private final RandomGenerator random;

    Pauses(SupplyTimes times, RandomGenerator random) {
        this.times = times;
        this.random = random;
    }

    /// @param inARow failures, this one included
    Duration after(TokenUnavailable why, int inARow) {
        return switch (why.reason()) {
            case DEFINITION, GRANT -> times.probe();
            case TRANSIENT, ODD_ANSWER, REFUSED_AGAIN ->
                    why.retryAfter()
                            .filter(it -> it.compareTo(times.retry()) > 0)
                            .orElseGet(() -> backoff(inARow));
        };
    }

    /// Doubled with each failure, and apart from one another.
    private Duration backoff(int inARow) {
        long nanos = times.retry().toNanos() << Math.min(inARow - 1, MOST);
        long most = times.longestRetry().toNanos();
        long pause = nanos <= 0 || nanos > most ? most : nanos;
        return Duration.ofNanos((long) (pause * (0.75 + random.nextDouble() / 2)));
    }
}
