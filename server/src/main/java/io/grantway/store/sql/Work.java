package io.grantway.store.sql;

import java.sql.SQLException;

/// Something to do in one transaction. Runs on a thread of the store; must not call the store.
@FunctionalInterface
public interface Work<T> {
    T run(Session session) throws SQLException;
}
