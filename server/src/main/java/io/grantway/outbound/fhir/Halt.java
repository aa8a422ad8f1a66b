package io.grantway.outbound.fhir;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether something in the background is to let go.
public final class Halt {
    private final CountDownLatch latch = new CountDownLatch(1);

    public void call() {
        latch.countDown();
    }

    public boolean called() {
        return latch.getCount() == 0;
    }

    /// @throws Stopped where it is to let go
    void check() {
        if (called()) {
            throw new Stopped();
        }
    }

    /// Waits.
    ///
    /// @throws Stopped as soon as it is to let go, or the thread is interrupted
    void rest(Duration time) {
        try {
            if (latch.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    /// It is not to go on.
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }
}
