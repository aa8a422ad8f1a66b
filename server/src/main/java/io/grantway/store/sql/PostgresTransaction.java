package io.grantway.store.sql;

import java.sql.SQLException;

/// A transaction, run once.
final class PostgresTransaction<T> implements PostgresTask<T> {
    private final Work<T> work;
    private boolean ending;

    PostgresTransaction(Work<T> work) {
        this.work = work;
    }

    @Override
    public T run(Session session) throws SQLException {
        session.execute("BEGIN ISOLATION LEVEL SERIALIZABLE");
        T result = work.run(session);
        // If the connection is lost from here on, nobody can know.
        ending = true;
        session.execute("COMMIT");
        return result;
    }

    @Override
    public void undo(Session session) throws SQLException {
        session.execute("ROLLBACK");
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public boolean nothingIsDone() {
        return !ending;
    }
}
