package io.grantway.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// How much may be tried again: a share of the calls, and a few in reserve, so that an API in
/// trouble is not called several times as often as before.
public final class RetryBudget {
    private static final long ONE = 100;
    private static final long MOST = 10 * ONE;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 4;

    private final int percent;
    private final AtomicLong saved = new AtomicLong(MOST);

    /// @param percent of the calls that may be made again; 0 for none
    public RetryBudget(int percent) {
        this.percent = percent;
    }

    /// A call was made.
    public void called() {
        if (percent > 0 && saved.get() < MOST) {
            saved.updateAndGet(before -> Math.min(MOST, before + percent));
        }
    }

    /// How long to wait before a call is made again: longer each time, not all at once, and no less
    /// than the other side has asked for. Takes from the budget.
    ///
    /// @param tries made again so far
    /// @param most a longer pause is none
    /// @return empty where it may not be made again
    public Optional<Duration> pause(
            int tries, Optional<Duration> asked, Duration most, RandomGenerator random) {
        long longest = FIRST_PAUSE.toNanos() << Math.min(tries, MOST_DOUBLINGS);
        Duration own = Duration.ofNanos(random.nextLong(longest / 2, longest));
        Duration pause = asked.filter(it -> it.compareTo(own) > 0).orElse(own);
        return pause.compareTo(most) <= 0 && take() ? Optional.of(pause) : Optional.empty();
    }

    private boolean take() {
        return percent > 0
                && saved.getAndUpdate(before -> before >= ONE ? before - ONE : before) >= ONE;
    }
}
