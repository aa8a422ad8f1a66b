package io.grantway.store.sql;

import io.grantway.store.seal.KeyNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What the database keeps sealed by the keys of workspaces, for moving it to another key while
/// others read and write it. Found by the number of the key that each row begins with.
public final class SqlWorkspaceRows {
    private static final int AT_ONCE = 100;

    /// A table of such rows.
    ///
    /// @param count how many rows of a workspace begin with a number
    /// @param first before every key
    /// @param page selects such rows after a key, in the order of keys, not more than so many
    /// @param replace gives a row of a key other bytes in the place of these; nothing where they
    ///   are no longer these
    private record Table(
            String count,
            List<Object> first,
            String page,
            Session.Reading<SealedRow> reading,
            String replace) {}

    private static final String COUNT_TOKENS =
            "SELECT count(*) AS n FROM account WHERE workspace = ? AND substr(token, 1, 5) = ?"
                    + " AND token IS NOT NULL";
    private static final String TOKENS =
            "SELECT id, generation, token AS sealed FROM account"
                    + " WHERE workspace = ? AND substr(token, 1, 5) = ? AND token IS NOT NULL"
                    + " AND id > ? ORDER BY id LIMIT ?";
    private static final String TOKEN = "UPDATE account SET token = ? WHERE id = ? AND token = ?";
    private static final String COUNT_FIXED =
            "SELECT count(*) AS n FROM account WHERE workspace = ? AND substr(fixed, 1, 5) = ?"
                    + " AND fixed IS NOT NULL";
    private static final String FIXED =
            "SELECT id, connection, fixed AS sealed FROM account"
                    + " WHERE workspace = ? AND substr(fixed, 1, 5) = ? AND fixed IS NOT NULL"
                    + " AND id > ? ORDER BY id LIMIT ?";
    private static final String FIX = "UPDATE account SET fixed = ? WHERE id = ? AND fixed = ?";

    private static final List<Table> ALL =
            List.of(
                    new Table(
                            COUNT_TOKENS,
                            List.of(new byte[0]),
                            TOKENS,
                            row ->
                                    sealed(
                                            row,
                                            AccountRows.tokenRow(
                                                    Columns.hash(row, "id"),
                                                    row.getLong("generation"))),
                            TOKEN),
                    new Table(
                            COUNT_FIXED,
                            List.of(new byte[0]),
                            FIXED,
                            row ->
                                    sealed(
                                            row,
                                            AccountRows.fixedRow(
                                                    Columns.hash(row, "id"),
                                                    row.getLong("connection"))),
                            FIX));

    private static SealedRow sealed(ResultSet row, String identity) throws SQLException {
        return new SealedRow(List.of(row.getBytes("id")), row.getBytes("sealed"), identity);
    }

    private final Database database;

    public SqlWorkspaceRows(Database database) {
        this.database = database;
    }

    /// How many rows of a workspace these keys have sealed.
    public long count(String workspace, List<Integer> keys) {
        long found = 0;
        for (Table table : ALL) {
            for (int key : keys) {
                found +=
                        database.read(session ->
                                        session.first(
                                                table.count(),
                                                row -> row.getLong("n"),
                                                workspace,
                                                KeyNumber.prefix(key)))
                                .orElse(0L);
            }
        }
        return found;
    }

    /// Seals again what these keys have sealed.
    ///
    /// @return how many rows there were, of which some may have changed in between
    public long again(String workspace, List<Integer> keys, SqlSealed.Again again) {
        long found = 0;
        for (Table table : ALL) {
            for (int key : keys) {
                found += again(table, workspace, key, again);
            }
        }
        return found;
    }

    private long again(Table table, String workspace, int key, SqlSealed.Again again) {
        long found = 0;
        List<Object> last = table.first();
        while (true) {
            List<Object> values = new ArrayList<>(List.of(workspace, KeyNumber.prefix(key)));
            values.addAll(last);
            values.add(AT_ONCE);
            List<SealedRow> page =
                    database.read(session ->
                            session.list(table.page(), table.reading(), values.toArray()));
            if (!page.isEmpty()) {
                SqlSealed.replace(database, table.replace(), page, again);
                last = page.getLast().key();
            }
            found += page.size();
            if (page.size() < AT_ONCE) {
                return found;
            }
        }
    }
}
