package io.grantway.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Ends calls whose time is over, whatever they wait for. One thread looks after all of them while
/// there are any, so that a call costs no thread and no timer of its own.
public final class Deadlines {
    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();

    /// Looks in vain after which the thread ends.
    private static final int PATIENCE = 200;

    /// A call that can be ended.
    public interface Call {
        /// By [System#nanoTime].
        long deadlineNanos();

        /// Called once, if at all.
        void expire();
    }

    private final Supplier<Thread.Builder> threads;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    private Deadlines(Supplier<Thread.Builder> threads) {
        this.threads = threads;
    }

    /// Of calls that wait.
    public static Deadlines ofWaiting() {
        return new Deadlines(Thread::ofVirtual);
    }

    /// Of calls that may compute without a pause: virtual threads would wait behind them.
    public static Deadlines ofComputing() {
        return new Deadlines(() -> Thread.ofPlatform().daemon());
    }

    public void watch(Call call) {
        underWay.add(call);
        if (!looking.get() && looking.compareAndSet(false, true)) {
            begin("deadlines", this::look);
        }
    }

    public void over(Call call) {
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
            begin("deadlines", this::look);
        }
    }

    /// With nothing of the thread that began it, whose class loader may have to go before this.
    private void begin(String name, Runnable task) {
        Thread thread =
                threads.get().name(name).inheritInheritableThreadLocals(false).unstarted(task);
        thread.setContextClassLoader(Deadlines.class.getClassLoader());
        thread.start();
    }

    private void endOverdue() {
        long now = System.nanoTime();
        for (Call call : List.copyOf(underWay)) {
            if (now - call.deadlineNanos() >= 0 && underWay.remove(call)) {
                // On a thread of its own: to end something may wait for something.
                begin("overdue", call::expire);
            }
        }
    }

    /// Ends all of them.
    public void endAll() {
        for (Call call : List.copyOf(underWay)) {
            if (underWay.remove(call)) {
                call.expire();
            }
        }
    }
}
