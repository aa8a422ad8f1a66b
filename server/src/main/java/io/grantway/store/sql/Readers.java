package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few threads that read, each on a connection that cannot write. Opened when first used.
final class Readers implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Readers.class);

    private final SqliteFile file;
    private final Limits limits;
    private final ThreadPoolExecutor threads;
    private final Queue<Session> idle = new ConcurrentLinkedQueue<>();

    Readers(SqliteFile file, Limits limits) {
        this.file = file;
        this.limits = limits;
        this.threads =
                new ThreadPoolExecutor(
                        limits.readers(),
                        limits.readers(),
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(limits.waiting()),
                        Thread.ofPlatform().daemon().name("store-reader-", 1).factory());
    }

    <T> T read(Work<T> work) {
        Unit<T> unit = new Unit<>(work);
        try {
            threads.execute(() -> run(unit));
        } catch (RejectedExecutionException e) {
            throw new StoreUnavailable(
                    threads.isShutdown()
                            ? file.path() + " is closed: Grantway is stopping"
                            : file.path()
                                    + " cannot keep up: "
                                    + limits.waiting()
                                    + " reads wait already; look at the speed of its disk",
                    e);
        }
        return unit.await();
    }

    private void run(Unit<?> unit) {
        Session session = idle.poll();
        try {
            if (session == null) {
                session = file.openForReading();
            }
            unit.run(session);
            idle.add(session);
        } catch (SQLException e) {
            close(session);
            unit.fail(
                    Faults.blameTheWork(e)
                            ? new IllegalArgumentException(e.getMessage(), e)
                            : file.faults().unavailable(e));
            return;
        } catch (RuntimeException | Error e) {
            close(session);
            unit.fail(e);
            return;
        }
        unit.answer();
    }

    private void close(@Nullable Session session) {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                LOGGER.warn("{} was not closed well: {}", file.path(), e.getMessage());
            }
        }
    }

    /// Finishes what waits, then stops.
    @Override
    public void close() {
        threads.close();
        idle.forEach(this::close);
    }
}
