package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.millis;

import io.grantway.store.seal.DataKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Data keys in the table `data_key`.
public final class SqlDataKeys implements DataKeys {
    private static final String FIND =
            "SELECT workspace, version, body, since FROM data_key WHERE workspace = ?";
    private static final String ALL =
            "SELECT workspace, version, body, since FROM data_key WHERE workspace >= ''"
                    + " ORDER BY workspace";
    private static final String MAKE =
            "INSERT INTO data_key (workspace, version, body, since) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (workspace) DO NOTHING";
    private static final String REPLACE =
            "UPDATE data_key SET version = ?, body = ?, since = ?"
                    + " WHERE workspace = ? AND version = ?";

    private final Database database;

    public SqlDataKeys(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Kept> find(String workspace) {
        return database.read(session -> session.first(FIND, SqlDataKeys::kept, workspace));
    }

    @Override
    public List<Kept> all() {
        return database.read(session -> session.list(ALL, SqlDataKeys::kept));
    }

    @Override
    public void make(Kept first) {
        database.write(session ->
                session.update(
                        MAKE,
                        first.workspace(),
                        first.version(),
                        first.sealed(),
                        millis(first.since())));
    }

    @Override
    public boolean replace(Kept next) {
        return database.write(session ->
                session.update(
                        REPLACE,
                        next.version(),
                        next.sealed(),
                        millis(next.since()),
                        next.workspace(),
                        next.version() - 1))
                > 0;
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("workspace"),
                row.getLong("version"),
                row.getBytes("body"),
                Columns.time(row, "since"));
    }
}
