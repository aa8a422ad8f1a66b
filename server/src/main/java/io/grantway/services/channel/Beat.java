package io.grantway.services.channel;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a step on a thread of its own until it is stopped; the step says how long to wait before
/// the next.
final class Beat {
    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<Duration> step;
    private final Runnable last;
    private boolean awake;
    private boolean stopped;
    private @Nullable Thread thread;

    /// @param name for logs and the thread
    Beat(String name, Supplier<Duration> step) {
        this(name, step, () -> {});
    }

    /// @param last done on the same thread, when no step follows
    Beat(String name, Supplier<Duration> step, Runnable last) {
        this.name = name;
        this.step = step;
        this.last = last;
    }

    synchronized void start() {
        if (thread == null && !stopped) {
            thread = Thread.ofVirtual().name(name).start(this::repeat);
        }
    }

    /// Lets the next step come at once.
    synchronized void wake() {
        awake = true;
        notifyAll();
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /// Begins no further step, and waits for the one under way.
    void stop(Duration atMost) {
        Thread running;
        synchronized (this) {
            stopped = true;
            notifyAll();
            running = thread;
        }
        if (running == null) {
            return;
        }
        try {
            if (!running.join(atMost)) {
                running.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat() {
        try {
            while (!isStopped()) {
                await(once());
            }
        } catch (InterruptedException _) {
            // The thread ends; what closes now must not be interrupted again.
        } finally {
            last.run();
        }
    }

    private Duration once() {
        try {
            return step.get();
        } catch (RuntimeException e) {
            // Nobody would take anything any more if the thread ended.
            LOG.warn("{} cannot go on just now: {}", name, e.toString());
            return AFTER_A_FAILURE;
        }
    }

    /// Waits that long, or until it is stopped. For whoever works for the steps.
    ///
    /// @return whether it is stopped
    synchronized boolean pause(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (!stopped) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return stopped;
    }

    /// Waits that long, or until it is woken or stopped.
    private synchronized void await(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (!awake && !stopped) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        awake = false;
    }
}
