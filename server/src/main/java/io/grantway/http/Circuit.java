package io.grantway.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Leaves a failing host alone for a while: after some failures in a row it is open; once its time
/// is over, one call may try, and decides whether it closes or stays open as long again.
public final class Circuit {
    private final int failuresToOpen;
    private final long openNanos;
    private final LongSupplier nanoTime;

    /// Failures in a row while closed.
    private final AtomicLong failures = new AtomicLong();

    /// When the next trial may be made; [#CLOSED] while closed.
    private final AtomicLong trialAt = new AtomicLong(CLOSED);

    private static final long CLOSED = Long.MIN_VALUE;

    public Circuit(int failuresToOpen, long openNanos, LongSupplier nanoTime) {
        this.failuresToOpen = failuresToOpen;
        this.openNanos = openNanos;
        this.nanoTime = nanoTime;
    }

    /// Whether a call may be sent. When the circuit is open and its time is over, one caller is let
    /// through.
    public boolean admits() {
        long trial = trialAt.get();
        if (trial == CLOSED) {
            return true;
        }
        long now = nanoTime.getAsLong();
        return now - trial >= 0 && trialAt.compareAndSet(trial, now + openNanos);
    }

    public boolean isOpen() {
        return trialAt.get() != CLOSED;
    }

    /// How long it is until the next trial; nothing while closed, or where one is due.
    public Duration untilTrial() {
        long trial = trialAt.get();
        return trial == CLOSED
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, trial - nanoTime.getAsLong()));
    }

    public void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
        if (trialAt.get() != CLOSED) {
            trialAt.set(CLOSED);
        }
    }

    public void failed() {
        if (failures.incrementAndGet() >= failuresToOpen) {
            trialAt.set(nanoTime.getAsLong() + openNanos);
        }
    }
}
