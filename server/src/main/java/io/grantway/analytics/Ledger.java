package io.grantway.analytics;

import io.grantway.analytics.AnalyticsConfig.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what was counted into the store, minute by minute, and reads both as one. When the store
/// does not take it, it waits here, within the same bounds: later minutes are then counted as one.
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /// Rows in one transaction: few, since whoever issues a token waits for it meanwhile.
    private static final int BATCH = 50;

    /// Minutes that may wait for the store.
    private static final int MOST_WAITING = 4;

    private static final Duration USUAL_EXPIRY = Duration.ofMinutes(10);

    private final Counting counting;
    private final AnalyticsStore store;
    private final Retention retention;
    private final int most;
    private final InstantSource clock;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /// By minute, in milliseconds since the epoch.
    private final TreeMap<Long, SeriesTable> waiting = new TreeMap<>();

    private Instant nextExpiry = Instant.MIN;
    private boolean failing;

    Ledger(Counting counting, AnalyticsStore store, AnalyticsConfig config, InstantSource clock) {
        this.counting = counting;
        this.store = store;
        this.retention = config.retention();
        this.most = config.series();
        this.clock = clock;
    }

    /// Writes the minutes that are over, and now and then forgets what is too old.
    void keepUp() {
        lock.writeLock().lock();
        try {
            gather();
            Instant now = clock.instant();
            write(Step.MINUTE.start(now).toEpochMilli());
            if (!now.isBefore(nextExpiry)) {
                expire(now);
                nextExpiry = now.plus(USUAL_EXPIRY);
            }
            recovered();
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Writes everything, the minute that runs included.
    void writeAll() {
        lock.writeLock().lock();
        try {
            gather();
            write(Long.MAX_VALUE);
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Reads the rows of a step that begin in a span of time: those of the store, then those that
    /// are not there yet. The same series may have a row in both.
    void read(Step step, Instant from, Instant to, Filter filter, Consumer<Row> reader) {
        lock.writeLock().lock();
        try {
            gather();
            lock.readLock().lock();
        } finally {
            lock.writeLock().unlock();
        }
        try {
            store.read(step, from, to, filter, reader);
            waiting.forEach((minute, table) -> {
                Instant start = step.start(Instant.ofEpochMilli(minute));
                if (!start.isBefore(from) && start.isBefore(to)) {
                    table.forEach((series, figures) -> {
                        if (filter.admits(series)) {
                            reader.accept(new Row(start, series, figures));
                        }
                    });
                }
            });
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Series that wait for the store.
    int waiting() {
        lock.readLock().lock();
        try {
            return waiting.values().stream().mapToInt(SeriesTable::size).sum();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void gather() {
        counting.take((minute, taken) -> {
            boolean room = waiting.containsKey(minute) || waiting.size() < MOST_WAITING;
            long under = room ? minute : waiting.lastKey();
            waiting.computeIfAbsent(under, _ -> new SeriesTable(most)).add(taken);
        });
    }

    private void write(long before) {
        while (!waiting.isEmpty() && waiting.firstKey() < before) {
            Map.Entry<Long, SeriesTable> oldest = waiting.firstEntry();
            write(Instant.ofEpochMilli(oldest.getKey()), oldest.getValue());
            waiting.remove(oldest.getKey());
        }
    }

    /// What is written is forgotten here at once: nothing is added twice, whatever fails later.
    private void write(Instant minute, SeriesTable table) {
        while (!table.isEmpty()) {
            List<Series> batch = table.some(BATCH);
            store.add(
                    batch.stream()
                            .map(series -> new Row(minute, series, table.of(series)))
                            .toList());
            table.forget(batch);
        }
    }

    private void expire(Instant now) {
        for (Step step : Step.values()) {
            Instant before = step.start(now.minus(retention.of(step)));
            while (store.expire(step, before)) {
                // There is more.
            }
        }
        // A row counts from the start of its day.
        Instant since = now.minus(retention.longest()).minus(Duration.ofDays(2));
        while (store.forget(since)) {
            // There is more.
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("figures of calls are written again");
        }
    }

    private void failed(RuntimeException e) {
        if (!failing) {
            failing = true;
            LOG.warn("figures of calls cannot be written and wait: {}", e.getMessage());
        }
    }
}
