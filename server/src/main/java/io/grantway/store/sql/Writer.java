package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. Whatever came in while it was committing goes into its next commit
/// together: alone, a caller waits for one commit; in a crowd, many share one.
final class Writer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Writer.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SqliteFile file;
    private final Limits limits;
    private final Work<Boolean> upkeep;
    private final BlockingQueue<Unit<?>> waiting;
    private final Unit<?> stop = new Unit<>(session -> false);
    private final Thread thread;
    private @Nullable Session session;
    private long nextUpkeep;
    private volatile boolean closing;
    private volatile boolean stopped;
    private final Trouble trouble = new Trouble();

    /// @param upkeep run now and then; returns whether it wants to run again soon
    Writer(SqliteFile file, Limits limits, Work<Boolean> upkeep) {
        this.file = file;
        this.limits = limits;
        this.upkeep = upkeep;
        this.waiting = new ArrayBlockingQueue<>(limits.waiting());
        this.nextUpkeep = System.nanoTime() + limits.idle().toNanos();
        this.thread = Thread.ofPlatform().daemon().name("store-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    <T> T write(Work<T> work) {
        Unit<T> unit = new Unit<>(work);
        if (closing) {
            throw closed();
        }
        if (!waiting.offer(unit)) {
            throw new StoreUnavailable(
                    file.path()
                            + " cannot keep up: "
                            + limits.waiting()
                            + " writes wait already; look at the speed of its disk");
        }
        if (stopped && waiting.remove(unit)) {
            throw closed();
        }
        return unit.await();
    }

    /// Why the last write failed.
    Optional<String> trouble() {
        return trouble.now();
    }

    private void run() {
        List<Unit<?>> group = new ArrayList<>();
        while (!group.contains(stop)) {
            group.clear();
            gather(group);
            commit(group.stream().filter(unit -> unit != stop).toList());
            if (System.nanoTime() - nextUpkeep >= 0) {
                keepUp();
            }
        }
        drop();
        stopped = true;
        List<Unit<?>> late = new ArrayList<>();
        waiting.drainTo(late);
        fail(late, closed());
    }

    private void gather(List<Unit<?>> group) {
        try {
            Unit<?> first = waiting.poll(nextUpkeep - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (first != null) {
                group.add(first);
                waiting.drainTo(group, limits.group() - 1);
            }
        } catch (InterruptedException e) {
            // Nobody but this class holds the thread, and it never interrupts it.
            throw new IllegalStateException(e);
        }
    }

    private void commit(List<Unit<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            runTogether(group);
            group.forEach(Unit::answer);
        } catch (SQLException e) {
            giveUp(Faults.sparesTheConnection(e));
            if (group.size() > 1 && Faults.isLocal(e)) {
                group.forEach(unit -> commit(List.of(unit)));
            } else {
                trouble.begin(file.faults().text(e));
                nextUpkeep = System.nanoTime() + RETRY.toNanos();
                fail(group, file.faults().unavailable(e));
            }
        } catch (RuntimeException | Error e) {
            // Nobody would be answered any more if the thread ended.
            LOGGER.error("Writing to {} failed", file.path(), e);
            giveUp(false);
            fail(group, e);
        }
    }

    private static void fail(List<Unit<?>> group, Throwable failure) {
        group.forEach(unit -> unit.fail(failure));
    }

    private void runTogether(List<Unit<?>> group) throws SQLException {
        Session open = session();
        open.execute("BEGIN IMMEDIATE");
        if (trouble.now().isPresent()) {
            // A group that changes nothing would commit on a full disk too.
            SqlSettings.put(open, "store.probe", new byte[1]);
        }
        for (Unit<?> unit : group) {
            unit.runApart(open);
        }
        open.execute("COMMIT");
        trouble.end();
    }

    /// In trouble, finds out whether it is over; nobody may be calling any more.
    private void keepUp() {
        Unit<Boolean> unit = new Unit<>(upkeep);
        commit(List.of(unit));
        if (trouble.now().isEmpty()) {
            Duration pause = unit.succeededWith(true) ? Duration.ZERO : limits.idle();
            nextUpkeep = System.nanoTime() + pause.toNanos();
        }
    }

    private Session session() throws SQLException {
        Session open = session;
        if (open == null) {
            open = file.openForWriting();
            session = open;
        }
        return open;
    }

    private void giveUp(boolean connectionIsGood) {
        Session open = session;
        if (open == null) {
            return;
        }
        try {
            open.execute("ROLLBACK");
        } catch (SQLException _) {
            // Some faults have ended the transaction already.
        }
        if (!connectionIsGood) {
            drop();
        }
    }

    private void drop() {
        Session open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOGGER.warn("{} was not closed well: {}", file.path(), e.getMessage());
            }
        }
    }

    private StoreUnavailable closed() {
        return new StoreUnavailable(file.path() + " is closed: Grantway is stopping");
    }

    /// Finishes what waits, then stops.
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        boolean interrupted = false;
        while (true) {
            try {
                waiting.put(stop);
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
