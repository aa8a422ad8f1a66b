package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;

import io.grantway.services.FileJournal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Files on their way in the table `channel_file`.
public final class SqlFileJournal implements FileJournal {
    private static final String COLUMNS = "id, channel, node, file, state, target, reason, since";
    private static final String KEEP =
            "INSERT INTO channel_file ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                    + " state = excluded.state, target = excluded.target,"
                    + " reason = excluded.reason";
    private static final String LIST =
            "SELECT " + COLUMNS + " FROM channel_file WHERE channel = ? AND node = ? ORDER BY id";
    private static final String FORGET = "DELETE FROM channel_file WHERE id = ?";

    private final Database database;

    public SqlFileJournal(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Entry entry) {
        database.write(session ->
                session.update(
                        KEEP,
                        bytes(entry.id()),
                        entry.channel(),
                        entry.node(),
                        entry.file(),
                        entry.state().name(),
                        entry.target(),
                        entry.reason(),
                        millis(entry.since())));
    }

    @Override
    public List<Entry> of(String channel, String node) {
        return database.read(session -> session.list(LIST, SqlFileJournal::entry, channel, node));
    }

    @Override
    public void forget(UUID id) {
        database.write(session -> session.update(FORGET, (Object) bytes(id)));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                Columns.id(row, "id"),
                row.getString("channel"),
                row.getString("node"),
                row.getString("file"),
                State.valueOf(row.getString("state")),
                row.getString("target"),
                row.getString("reason"),
                Columns.time(row, "since"));
    }
}
