package io.grantway.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// The wish that this process ends: SIGINT (Ctrl-C) or SIGTERM. The first one stops it in order, a
/// second one at once.
final class Stop {
    private static final int ENDED_BY_SIGINT = 130;

    private final CountDownLatch wished = new CountDownLatch(1);
    private final AtomicBoolean before = new AtomicBoolean();

    private Stop() {}

    /// Heard from now on.
    static Stop onSignal() {
        var stop = new Stop();
        Signals.on(stop::signalled, "INT", "TERM");
        return stop;
    }

    private void signalled() {
        if (before.getAndSet(true)) {
            Runtime.getRuntime().halt(ENDED_BY_SIGINT);
        }
        wished.countDown();
    }

    void await() throws InterruptedException {
        wished.await();
    }
}
