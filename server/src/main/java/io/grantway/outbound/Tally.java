package io.grantway.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What a connection's calls came to: numbers, and the last calls.
final class Tally {
    private static final int KEPT = 100;

    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder renewals = new LongAdder();
    private final AtomicLong next = new AtomicLong();
    private volatile @Nullable AtomicReferenceArray<@Nullable PastCall> last;

    void retried() {
        retries.increment();
    }

    void renewed() {
        renewals.increment();
    }

    /// @param failed there was no answer
    void ended(PastCall call, boolean failed) {
        calls.increment();
        if (failed) {
            failures.increment();
        }
        places().setRelease((int) (next.getAndIncrement() % KEPT), call);
    }

    private AtomicReferenceArray<@Nullable PastCall> places() {
        AtomicReferenceArray<@Nullable PastCall> made = last;
        return made == null ? make() : made;
    }

    private synchronized AtomicReferenceArray<@Nullable PastCall> make() {
        AtomicReferenceArray<@Nullable PastCall> made = last;
        if (made == null) {
            made = new AtomicReferenceArray<>(KEPT);
            last = made;
        }
        return made;
    }

    /// The last calls, the newest first.
    List<PastCall> past() {
        AtomicReferenceArray<@Nullable PastCall> kept = last;
        List<PastCall> found = new ArrayList<>();
        long newest = next.get() - 1;
        for (long i = newest; kept != null && i >= 0 && i > newest - KEPT; i--) {
            PastCall call = kept.getAcquire((int) (i % KEPT));
            if (call != null) {
                found.add(call);
            }
        }
        return found;
    }

    Figures figures() {
        return new Figures(calls.sum(), failures.sum(), retries.sum(), renewals.sum());
    }
}
