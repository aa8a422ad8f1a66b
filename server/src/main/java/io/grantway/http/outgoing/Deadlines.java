package io.grantway.http.outgoing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Ends calls whose time is over, whatever they wait for. One thread looks after all of them while
/// there are any, so that a call costs no thread and no timer of its own.
final class Deadlines {
    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();

    /// Looks in vain after which the thread ends.
    private static final int PATIENCE = 200;

    /// A call that can be ended.
    interface Call {
        /// By [System#nanoTime].
        long deadlineNanos();

        /// Called once, if at all.
        void expire();
    }

    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    void watch(Call call) {
        underWay.add(call);
        if (!looking.get() && looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("outgoing-deadlines").start(this::look);
        }
    }

    void over(Call call) {
        underWay.remove(call);
    }

    private void look() {
        int inVain = 0;
        while (inVain < PATIENCE) {
            LockSupport.parkNanos(TICK_NANOS);
            inVain = underWay.isEmpty() ? inVain + 1 : 0;
            endOverdue();
        }
        looking.set(false);
        // A call that came meanwhile has seen this thread still looking.
        if (!underWay.isEmpty() && looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("outgoing-deadlines").start(this::look);
        }
    }

    private void endOverdue() {
        long now = System.nanoTime();
        for (Call call : List.copyOf(underWay)) {
            if (now - call.deadlineNanos() >= 0 && underWay.remove(call)) {
                // On a thread of its own: closing a connection may wait for something.
                Thread.ofVirtual().name("outgoing-overdue").start(call::expire);
            }
        }
    }

    /// Ends all of them.
    void endAll() {
        for (Call call : List.copyOf(underWay)) {
            if (underWay.remove(call)) {
                call.expire();
            }
        }
    }
}
