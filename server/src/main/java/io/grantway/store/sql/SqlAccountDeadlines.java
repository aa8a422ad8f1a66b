package io.grantway.store.sql;

import io.grantway.vault.AccountDeadlines;
import java.time.Instant;
import java.util.List;

/// Deadlines in the table `account`. Whoever moves one from where it was found has taken it.
public final class SqlAccountDeadlines implements AccountDeadlines {
    private static final String DUE =
            "SELECT id, workspace, app, end_user, provider, due_at, lapses_at FROM account"
                    + " WHERE due_at <= ? ORDER BY due_at LIMIT ?";
    private static final String TAKE = "UPDATE account SET due_at = ? WHERE id = ? AND due_at = ?";
    private static final String ENDING =
            "SELECT id, workspace, app, end_user, provider, ends_at, warn_at FROM account"
                    + " WHERE warn_at <= ? ORDER BY warn_at LIMIT ?";
    private static final String TOLD =
            "UPDATE account SET warn_at = " + AccountRows.NEVER + " WHERE id = ? AND warn_at = ?";

    private final Database database;

    public SqlAccountDeadlines(Database database) {
        this.database = database;
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        return database.read(session ->
                session.list(
                        DUE,
                        row ->
                                new Due(
                                        Columns.hash(row, "id"),
                                        AccountRows.key(row),
                                        Instant.ofEpochMilli(row.getLong("due_at")),
                                        Instant.ofEpochMilli(row.getLong("lapses_at"))),
                        now.toEpochMilli(),
                        limit));
    }

    @Override
    public boolean take(Due due, Instant next) {
        return database.write(session ->
                session.update(
                                TAKE,
                                next.toEpochMilli(),
                                due.id().bytes(),
                                due.due().toEpochMilli())
                        > 0);
    }

    @Override
    public List<Ending> ending(Instant now, int limit) {
        return database.read(session ->
                session.list(
                        ENDING,
                        row ->
                                new Ending(
                                        Columns.hash(row, "id"),
                                        AccountRows.key(row),
                                        Instant.ofEpochMilli(row.getLong("ends_at")),
                                        Instant.ofEpochMilli(row.getLong("warn_at"))),
                        now.toEpochMilli(),
                        limit));
    }

    @Override
    public boolean told(Ending ending) {
        return database.write(session ->
                session.update(TOLD, ending.id().bytes(), ending.warn().toEpochMilli()) > 0);
    }
}
