package io.grantway.store.sql;

import java.sql.SQLException;

/// Work on a connection of a pool.
sealed interface PostgresTask<T> permits PostgresTransaction, PostgresReading {
    T run(Session session) throws SQLException;

    /// After a failure, leaves the connection as it was.
    void undo(Session session) throws SQLException;

    boolean writes();

    /// Whether it is certain, after a failure, that the database kept nothing.
    boolean nothingIsDone();
}
