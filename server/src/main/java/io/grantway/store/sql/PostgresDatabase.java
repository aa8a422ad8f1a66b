package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.Announcement;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A PostgreSQL database that several nodes share.
///
/// Each write is a transaction of its own that behaves as if no other ran beside it, as the stores
/// know it from a file with one writer; two that collide are told apart, and one is done again.
public final class PostgresDatabase implements Database {
    /// More collide only where something is wrong.
    private static final int MOST_TRIES = 60;

    private final PostgresServer server;
    private final PostgresConnections connections;
    private final PostgresUpkeep upkeep;
    private final Trouble trouble = new Trouble();

    /// Held by a write that has collided, so that those of this node stop colliding with each
    /// other.
    private final ReentrantLock collided = new ReentrantLock(true);

    private PostgresDatabase(PostgresServer server, Limits limits, Work<Boolean> upkeep) {
        this.server = server;
        this.connections = new PostgresConnections(server, limits.busy(), trouble);
        this.upkeep = new PostgresUpkeep(this, upkeep, limits);
    }

    /// Connects, and brings the schema up to date.
    ///
    /// @param upkeep run now and then by one node at a time; returns whether it wants to run again
    ///   soon
    /// @throws StoreUnavailable with a text for the operator
    public static PostgresDatabase open(
            PostgresServer server, Limits limits, Work<Boolean> upkeep) {
        new PostgresSchema(server).bringUpToDate();
        PostgresDatabase database = new PostgresDatabase(server, limits, upkeep);
        database.upkeep.start();
        return database;
    }

    @Override
    public <T> T write(Work<T> work) {
        boolean queued = false;
        try {
            for (int tries = 1; ; tries++) {
                Outcome<T> outcome = tryTo(new PostgresTransaction<>(work), tries);
                if (outcome instanceof Outcome.Done<T>(T result)) {
                    return result;
                }
                if (!queued) {
                    collided.lock();
                    queued = true;
                }
            }
        } finally {
            if (queued) {
                collided.unlock();
            }
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        for (int tries = 1; ; tries++) {
            if (tryTo(new PostgresReading<>(work), tries) instanceof Outcome.Done<T>(T result)) {
                return result;
            }
        }
    }

    /// What came of one try.
    private sealed interface Outcome<T> {
        record Done<T>(T result) implements Outcome<T> {}

        record Again<T>() implements Outcome<T> {}
    }

    private <T> Outcome<T> tryTo(PostgresTask<T> task, int tries) {
        Session session = connections.take();
        try {
            T result = task.run(session);
            connections.give(session);
            if (task.writes()) {
                trouble.end();
            }
            return new Outcome.Done<>(result);
        } catch (SQLException e) {
            return failed(task, session, e, tries);
        } catch (RuntimeException | Error e) {
            letGo(task, session);
            throw e;
        }
    }

    private <T> Outcome<T> failed(
            PostgresTask<T> task, Session session, SQLException e, int tries) {
        if (PostgresFaults.endsConnections(e)) {
            connections.drop(session);
            connections.forget();
            if (tries == 1 && task.nothingIsDone()) {
                // It had been idle, and the server was started again meanwhile.
                return new Outcome.Again<>();
            }
        } else {
            letGo(task, session);
            if (PostgresFaults.isCollision(e) && tries < MOST_TRIES) {
                return new Outcome.Again<>();
            }
            if (PostgresFaults.blameTheWork(e)) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        trouble.begin(server.faults().text(e));
        throw server.faults().unavailable(e);
    }

    private void letGo(PostgresTask<?> task, Session session) {
        try {
            task.undo(session);
        } catch (SQLException _) {
            connections.drop(session);
            return;
        }
        connections.give(session);
    }

    @Override
    public Optional<String> trouble() {
        return trouble.now();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public AutoCloseable listen(Consumer<Announcement> told) {
        return new PostgresListener(server, told);
    }

    @Override
    public void backup(Path target) {
        throw new IllegalArgumentException(
                "the store is "
                        + server.name()
                        + ": back it up with pg_dump (pg_dump --format=custom --file="
                        + target
                        + " …), and keep the store's key beside it");
    }

    @Override
    public void close() {
        upkeep.close();
        connections.close();
    }
}
