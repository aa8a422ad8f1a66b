package io.grantway.analytics;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Counts while calls run, minute by minute. Every event loop has a lane of its own, nearly always:
/// its lock is held for as long as it takes to add a few numbers, or to take a whole table away.
/// Keeps nothing before the first call.
final class Counting {
    private static final int MOST_LANES = 8;
    private static final long MINUTE = 60_000;

    private final Lane[] lanes;
    private final InstantSource clock;
    private final int most;

    /// @param most series that are told apart in a minute, for each lane
    Counting(int most, InstantSource clock) {
        this(most, clock, Runtime.getRuntime().availableProcessors());
    }

    Counting(int most, InstantSource clock, int threads) {
        int count = Math.min(MOST_LANES, Integer.highestOneBit(Math.max(1, 2 * threads - 1)));
        this.lanes = new Lane[count];
        for (int i = 0; i < count; i++) {
            lanes[i] = new Lane();
        }
        this.most = most;
        this.clock = clock;
    }

    void count(Series series, long bytesIn, long bytesOut, long micros) {
        long minute = Math.floorDiv(clock.millis(), MINUTE);
        Lane lane = lanes[(int) Thread.currentThread().threadId() & (lanes.length - 1)];
        lane.lock.lock();
        try {
            lane.table(minute).of(series).add(bytesIn, bytesOut, micros);
        } finally {
            lane.lock.unlock();
        }
    }

    /// Hands over everything counted so far, the minute that runs included, and begins anew.
    ///
    /// @param taker gets the minute in milliseconds since the epoch
    void take(BiConsumer<Long, SeriesTable> taker) {
        for (Lane lane : lanes) {
            for (Taken taken : lane.take()) {
                taker.accept(taken.minute() * MINUTE, taken.table());
            }
        }
    }

    private record Taken(long minute, SeriesTable table) {}

    private final class Lane {
        /// Minutes that may wait to be taken. When nobody comes for them, the last goes on.
        private static final int MOST_WAITING = 2;

        final ReentrantLock lock = new ReentrantLock();
        private Deque<Taken> ended = new ArrayDeque<>(0);
        private @Nullable SeriesTable table;
        private long minute;

        SeriesTable table(long now) {
            SeriesTable running = table;
            if (running != null && now > minute && ended.size() < MOST_WAITING) {
                ended.add(new Taken(minute, running));
                running = null;
            }
            if (running == null) {
                running = new SeriesTable(most);
                table = running;
                minute = now;
            }
            return running;
        }

        Deque<Taken> take() {
            lock.lock();
            try {
                Deque<Taken> all = ended;
                if (table != null) {
                    all.add(new Taken(minute, table));
                    table = null;
                }
                ended = new ArrayDeque<>(0);
                return all;
            } finally {
                lock.unlock();
            }
        }
    }
}
