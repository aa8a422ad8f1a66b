package io.grantway.outbound;

import java.util.concurrent.atomic.AtomicLong;

/// How much may be tried again: a share of the calls, and a few in reserve, so that an API in
/// trouble is not called several times as often as before.
final class RetryBudget {
    private static final long ONE = 100;
    private static final long MOST = 10 * ONE;

    private final int percent;
    private final AtomicLong saved = new AtomicLong(MOST);

    RetryBudget(int percent) {
        this.percent = percent;
    }

    /// A call was made.
    void called() {
        if (percent > 0 && saved.get() < MOST) {
            saved.updateAndGet(before -> Math.min(MOST, before + percent));
        }
    }

    /// Whether one more may be made again.
    boolean take() {
        return percent > 0
                && saved.getAndUpdate(before -> before >= ONE ? before - ONE : before) >= ONE;
    }
}
