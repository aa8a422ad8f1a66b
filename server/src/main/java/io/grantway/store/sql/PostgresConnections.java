package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few connections to a PostgreSQL server, each used by one thread at a time. Opened when there
/// is none idle, and kept.
final class PostgresConnections implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresConnections.class);

    /// How long a statement may take. None of ours takes a second on a database that is well.
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// After a failure to connect, how long the next one is spared: whoever waits would only hold
    /// the place of another.
    private static final Duration PAUSE = Duration.ofMillis(250);

    /// Every statement finds its rows by an index. A plan made while a table was small, and kept,
    /// would later read all of it; and whoever reads all of it collides with whoever writes any.
    private static final String BY_INDEX = "SET enable_seqscan = off";

    private record Refusal(StoreUnavailable why, long until) {}

    private final PostgresServer server;
    private final Duration patience;
    private final Trouble trouble;
    private final Semaphore places;
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile @Nullable Refusal refusal;
    private volatile boolean closed;

    /// @param patience how long to wait for one that is free
    /// @param trouble told where the server cannot be reached
    PostgresConnections(PostgresServer server, Duration patience, Trouble trouble) {
        this.server = server;
        this.patience = patience;
        this.trouble = trouble;
        this.places = new Semaphore(server.pool());
    }

    /// A connection, to be given back or dropped.
    ///
    /// @throws StoreUnavailable when none is free in time, or the server cannot be reached
    Session take() {
        if (!acquired()) {
            throw new StoreUnavailable(
                    server.name()
                            + " cannot keep up: all "
                            + server.pool()
                            + " connections were busy for "
                            + patience.toMillis()
                            + " ms; look at its load, or raise pool");
        }
        try {
            Session kept = idle.pollFirst();
            return kept == null ? open() : kept;
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
    }

    private boolean acquired() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Session open() {
        Refusal last = refusal;
        if (last != null && System.nanoTime() - last.until() < 0) {
            throw new StoreUnavailable(String.valueOf(last.why().getMessage()), last.why());
        }
        if (closed) {
            throw new StoreUnavailable(server.name() + " is closed: Grantway is stopping");
        }
        try {
            Session session = new Session(server.connect(ANSWER), PostgresConnections::storable);
            session.script(BY_INDEX);
            refusal = null;
            return session;
        } catch (SQLException e) {
            StoreUnavailable why = server.faults().unavailable(e);
            trouble.begin(String.valueOf(why.getMessage()));
            refusal = new Refusal(why, System.nanoTime() + PAUSE.toNanos());
            throw why;
        }
    }

    /// PostgreSQL keeps every character but the first, which no text that is looked for has then.
    private static @Nullable Object storable(@Nullable Object value) {
        return value instanceof String text && text.indexOf('\0') >= 0
                ? text.replace('\0', '\uFFFD')
                : value;
    }

    void give(Session session) {
        idle.addFirst(session);
        places.release();
        if (closed) {
            forget();
        }
    }

    void drop(Session session) {
        end(session);
        places.release();
    }

    /// Closes those that are idle: what happened to one has happened to them.
    void forget() {
        for (Session next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            end(next);
        }
    }

    private void end(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            LOGGER.debug("A connection to {} was not closed well: {}", server, e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        forget();
    }
}
