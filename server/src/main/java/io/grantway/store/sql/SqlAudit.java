package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditEntry.Action;
import io.grantway.admin.AuditStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The audit trail in the table `audit`.
public final class SqlAudit implements AuditStore {
    private static final String COLUMNS =
            "id, at, administrator, action, kind, object, workspace, value_before, value_after";
    private static final String INSERT =
            "INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?";
    private static final String PAGE_OF_WORKSPACE =
            "SELECT "
                    + COLUMNS
                    + " FROM audit WHERE workspace = ? AND id < ? ORDER BY id DESC LIMIT ?";

    /// Greater than every id there can be.
    private static final UUID END = new UUID(-1, -1);

    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;

    public SqlAudit(Database database) {
        this.database = database;
    }

    @Override
    public void append(AuditEntry entry) {
        database.write(session -> append(session, entry));
    }

    @Override
    public List<AuditEntry> page(Optional<String> workspace, Optional<UUID> after, int size) {
        byte[] before = bytes(after.orElse(END));
        return database.read(session ->
                workspace.isPresent()
                        ? session.list(
                                PAGE_OF_WORKSPACE, SqlAudit::entry, workspace.get(), before, size)
                        : session.list(PAGE, SqlAudit::entry, before, size));
    }

    /// Keeps an entry in the transaction of the change that it tells of.
    static int append(Session session, AuditEntry entry) throws SQLException {
        return session.update(
                INSERT,
                bytes(entry.id()),
                millis(entry.at()),
                entry.administrator(),
                entry.action().toString(),
                entry.kind(),
                entry.object(),
                entry.workspace().orElse(""),
                written(entry.before()),
                written(entry.after()));
    }

    private static @Nullable String written(Optional<ObjectNode> json) {
        return json.isEmpty() ? null : JSON.writeValueAsString(json.get());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                Columns.id(row, "id"),
                Columns.time(row, "at"),
                row.getString("administrator"),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getString("kind"),
                row.getString("object"),
                Optional.of(row.getString("workspace")).filter(name -> !name.isEmpty()),
                json(row, "value_before"),
                json(row, "value_after"));
    }

    private static Optional<ObjectNode> json(ResultSet row, String column) throws SQLException {
        return Columns.optionalText(row, column).map(text -> (ObjectNode) JSON.readTree(text));
    }
}
