package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A piece of work handed to another thread, and the caller who waits for its outcome.
final class Unit<T> {
    private final Work<T> work;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private Runnable outcome = () -> fail(new IllegalStateException("work that was never run"));

    Unit(Work<T> work) {
        this.work = work;
    }

    /// Runs the work. Its outcome is not told before [#answer].
    void run(Session session) throws SQLException {
        T result = work.run(session);
        outcome = () -> done.complete(result);
    }

    /// Runs the work so that, when it is the work that is wrong, the rest of the transaction stays.
    ///
    /// @throws SQLException when the database is wrong, and the transaction lost
    void runApart(Session session) throws SQLException {
        session.execute("SAVEPOINT unit");
        try {
            run(session);
        } catch (SQLException e) {
            if (!Faults.blameTheWork(e)) {
                throw e;
            }
            undo(session, new IllegalArgumentException(e.getMessage(), e));
        } catch (RuntimeException | Error e) {
            undo(session, e);
        }
        session.execute("RELEASE unit");
    }

    private void undo(Session session, Throwable failure) throws SQLException {
        session.execute("ROLLBACK TO unit");
        outcome = () -> fail(failure);
    }

    void answer() {
        outcome.run();
    }

    void fail(Throwable failure) {
        done.completeExceptionally(failure);
    }

    boolean succeededWith(T value) {
        return done.isDone() && !done.isCompletedExceptionally() && value.equals(done.join());
    }

    /// Waits for the outcome, even when interrupted: a caller who left could not know whether the
    /// work was done.
    T await() {
        try {
            return done.join();
        } catch (CompletionException e) {
            throw asUnchecked(e);
        }
    }

    private static RuntimeException asUnchecked(CompletionException e) {
        return switch (e.getCause()) {
            // One fault may answer many callers; each gets an exception with its own trace.
            case StoreUnavailable fault ->
                    new StoreUnavailable(String.valueOf(fault.getMessage()), fault);
            case RuntimeException failure -> failure;
            case null, default -> e;
        };
    }
}
