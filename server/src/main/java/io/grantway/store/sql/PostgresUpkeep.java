package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the upkeep of a database that several nodes share now and then, one node at a time; and in
/// trouble finds out whether it is over, when nobody may be calling any more.
final class PostgresUpkeep implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresUpkeep.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Let go with the transaction.
    private static final String TURN =
            "SELECT pg_try_advisory_xact_lock(" + PostgresSchema.LOCK + ", 2) AS mine";

    private final PostgresDatabase database;
    private final Work<Boolean> upkeep;
    private final Duration idle;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("store-upkeep").factory());
    private long next;

    PostgresUpkeep(PostgresDatabase database, Work<Boolean> upkeep, Limits limits) {
        this.database = database;
        this.upkeep = upkeep;
        this.idle = limits.idle();
        this.next = System.nanoTime() + idle.toNanos();
    }

    void start() {
        long pause = Math.min(LOOK.toMillis(), idle.toMillis());
        var _ = thread.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (database.trouble().isEmpty() && System.nanoTime() - next < 0) {
            return;
        }
        try {
            boolean more = database.write(this::keepUp);
            next = System.nanoTime() + (more ? 0 : idle.toNanos());
        } catch (StoreUnavailable _) {
            // The database has said so.
        } catch (RuntimeException e) {
            LOGGER.error("The upkeep of the store failed", e);
            next = System.nanoTime() + idle.toNanos();
        }
    }

    private boolean keepUp(Session session) throws SQLException {
        if (database.trouble().isPresent()) {
            // What changes nothing would be done on a full disk too.
            SqlSettings.put(session, "store.probe", new byte[1]);
        }
        boolean mine = session.first(TURN, row -> row.getBoolean("mine")).orElseThrow();
        return mine && upkeep.run(session);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
