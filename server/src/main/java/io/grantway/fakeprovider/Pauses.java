package io.grantway.fakeprovider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits that end when the provider stops.
final class Pauses implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final CountDownLatch stopped = new CountDownLatch(1);

    void pause(Duration duration) {
        Duration wait = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        try {
            boolean over = stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (over) {
                throw new Refused(503, "temporarily_unavailable", "the provider stops");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Refused(503, "temporarily_unavailable", "the provider stops");
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
