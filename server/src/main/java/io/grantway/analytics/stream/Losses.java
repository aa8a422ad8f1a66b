package io.grantway.analytics.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events of one stream that were lost, and one line of the log when that begins and when it ends.
final class Losses {
    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

    private final LongAdder lost = new LongAdder();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final String name;

    /// @param name of the stream
    Losses(String name) {
        this.name = name;
    }

    /// Says nothing, to be called by those who must not wait.
    void add(long events) {
        lost.add(events);
    }

    /// @param why for the operator, without secrets
    void failing(String why) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("the {} does not take events; what it misses is counted: {}", name, why);
        }
    }

    void fine() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("the {} takes events again; {} were lost so far", name, lost.sum());
        }
    }

    long sum() {
        return lost.sum();
    }
}
