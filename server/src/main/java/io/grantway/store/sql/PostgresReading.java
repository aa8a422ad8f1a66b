package io.grantway.store.sql;

import java.sql.SQLException;

/// Reading, each statement by itself.
record PostgresReading<T>(Work<T> work) implements PostgresTask<T> {
    @Override
    public T run(Session session) throws SQLException {
        return work.run(session);
    }

    @Override
    public void undo(Session session) {
        // There is nothing.
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public boolean nothingIsDone() {
        return true;
    }
}
