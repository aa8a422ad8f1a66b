package io.grantway.http;

import java.util.concurrent.atomic.AtomicLong;

/// How much may be tried again: a share of the calls, and a few in reserve, so that an API in
/// trouble is not called several times as often as before.
public final class RetryBudget {
    private static final long ONE = 100;
    private static final long MOST = 10 * ONE;

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

    /// Whether one more may be made again.
    public boolean take() {
        return percent > 0
                && saved.getAndUpdate(before -> before >= ONE ? before - ONE : before) >= ONE;
    }
}
