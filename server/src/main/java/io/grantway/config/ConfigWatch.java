package io.grantway.config;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices when what a configuration was read from changes, by content, whatever way it was
/// replaced: written in place, renamed over, or behind a swapped link.
public final class ConfigWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

    private final AtomicReference<Sources> known;
    private final Duration every;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ConfigWatch(Sources read, Duration every, Runnable changed) {
        this.known = new AtomicReference<>(read);
        this.every = every;
        this.changed = changed;
    }

    /// Starts watching on a thread of its own.
    ///
    /// @param read what was read; a change since then counts
    /// @param every how often to look; a change is told once it has stood still that long
    /// @param changed called on the watching thread; reads again and calls [#follow]
    public static ConfigWatch start(Sources read, Duration every, Runnable changed) {
        ConfigWatch watch = new ConfigWatch(read, every, changed);
        Thread.ofPlatform().daemon().name("config-watch").start(watch::run);
        return watch;
    }

    /// Watches from now on what was read last (of [Loaded] or [ConfigRejected]).
    public void follow(Sources read) {
        known.set(read);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        Sources before = known.get();
        try {
            while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                Sources read = known.get();
                Sources now = read.now();
                if (!now.equals(read) && now.equals(before)) {
                    known.compareAndSet(read, now);
                    tell();
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            changed.run();
        } catch (RuntimeException e) {
            LOG.error("the changed configuration could not be taken; still watching", e);
        }
    }
}
