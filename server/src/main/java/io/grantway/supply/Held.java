package io.grantway.supply;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// A token in memory, and its turns on the clock that is never set.
///
/// @param renewAt from when a new one is got while this one serves
/// @param usableUntil from when callers wait for a new one
/// @param end from when it is of no use even where no new one can be had
record Held(SuppliedToken token, long renewAt, long usableUntil, long end) {
    /// A token is not sent so close to its end that it would arrive after it.
    private static final Duration LAST_MOMENT = Duration.ofSeconds(10);

    /// A token whose end nobody knows is kept for so long.
    static final Duration UNKNOWN_LIFE = Duration.ofHours(12);

    /// 73 years.
    private static final long ENDLESS = Long.MAX_VALUE / 4;

    /// Turns a life into deadlines. They are parts of the life, so that a token of half a minute is
    /// not old when it comes.
    static final class Turns {
        private final Duration renewBefore;
        private final InstantSource clock;
        private final LongSupplier nanos;
        private final RandomGenerator random;

        Turns(
                Duration renewBefore,
                InstantSource clock,
                LongSupplier nanos,
                RandomGenerator random) {
            this.renewBefore = renewBefore;
            this.clock = clock;
            this.nanos = nanos;
            this.random = random;
        }

        /// Of a token that nothing renews: it serves to its end, and without one until it is
        /// refused.
        Held unrenewed(SuppliedToken token) {
            long left =
                    token.until()
                            .map(it -> Duration.between(clock.instant(), it).toNanos())
                            .orElse(ENDLESS);
            long end = nanos.getAsLong() + left;
            return new Held(token, end, end, end);
        }

        /// @param obtained when its request went off
        Held of(SuppliedToken token, Instant obtained) {
            Instant until = token.until().orElse(obtained.plus(UNKNOWN_LIFE));
            long life = Math.max(0, Duration.between(obtained, until).toNanos());
            long left = Duration.between(clock.instant(), until).toNanos();
            long end = nanos.getAsLong() + Math.min(life, left);
            long margin = Math.min(renewBefore.toNanos(), life / 5);
            long last = Math.min(Math.min(LAST_MOMENT.toNanos(), life / 10), margin);
            // Later than the margin and never earlier: some servers refuse to renew early. Apart
            // from one another, so that tokens got together are not renewed together.
            long apart = (long) ((margin - last) / 2.0 * random.nextDouble());
            return new Held(token, end - margin + apart, end - last, end);
        }
    }
}
