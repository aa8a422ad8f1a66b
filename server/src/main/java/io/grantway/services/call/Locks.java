package io.grantway.services.call;

import io.grantway.service.Lock;
import io.grantway.service.LockedException;
import io.grantway.services.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Locks of a workspace, kept as leases in the store, so that they hold on every node.
final class Locks {
    /// How long to wait before asking again; the store is asked by every waiting call.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Leases leases;
    private final String workspace;
    private final Supplier<String> holders;
    private final InstantSource clock;

    Locks(Leases leases, String workspace, Supplier<String> holders, InstantSource clock) {
        this.leases = leases;
        this.workspace = workspace;
        this.holders = holders;
        this.clock = clock;
    }

    Optional<Lock> tryTake(String name, Duration longest) {
        if (longest.isZero() || longest.isNegative()) {
            throw new IllegalArgumentException(
                    "the lock \"" + name + "\" must hold for longer than zero");
        }
        String full = "lock:" + workspace + ":" + name;
        String holder = holders.get();
        Instant now = clock.instant();
        Instant until = now.plus(longest);
        return leases.take(full, holder, now, until)
                .map(number -> new Held(full, holder, number, until));
    }

    /// @param patience how long to wait for it
    Lock take(String name, Duration longest, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        Optional<Lock> taken = tryTake(name, longest);
        while (taken.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !pause(Math.min(left, pause.toNanos()))) {
                throw new LockedException(name);
            }
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            taken = tryTake(name, longest);
        }
        return taken.get();
    }

    /// @return false where the call is ended meanwhile
    private static boolean pause(long nanos) {
        try {
            return !new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Held implements Lock {
        private final String name;
        private final String holder;
        private final long number;
        private final Instant until;

        Held(String name, String holder, long number, Instant until) {
            this.name = name;
            this.holder = holder;
            this.number = number;
            this.until = until;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public boolean held() {
            return clock.instant().isBefore(until);
        }

        @Override
        public void close() {
            leases.release(name, holder);
        }
    }
}
