package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;

import io.grantway.authserver.Passkey;
import io.grantway.authserver.PasskeyStore;
import io.grantway.authserver.PublicCredential;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Passkeys in the table `passkey`.
public final class SqlPasskeys implements PasskeyStore {
    private static final String COLUMNS =
            "id, user_id, workspace, username, handle, name, credential, counter, synced,"
                    + " created_at";
    private static final String ADD =
            "INSERT INTO passkey ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String FIND = "SELECT " + COLUMNS + " FROM passkey WHERE id = ?";
    private static final String OF_USER =
            "SELECT " + COLUMNS + " FROM passkey WHERE user_id = ? ORDER BY created_at, id";
    private static final String USE = "UPDATE passkey SET counter = ? WHERE id = ? AND counter = ?";
    private static final String DELETE = "DELETE FROM passkey WHERE id = ? AND user_id = ?";
    private static final String FORGET = "DELETE FROM passkey WHERE user_id = ?";

    private final Database database;

    public SqlPasskeys(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Passkey passkey) {
        return database.write(session ->
                session.update(
                                ADD,
                                passkey.id(),
                                bytes(passkey.user()),
                                passkey.workspace(),
                                passkey.username(),
                                passkey.handle(),
                                passkey.name(),
                                passkey.credential().bytes(),
                                passkey.counter(),
                                passkey.synced() ? 1 : 0,
                                millis(passkey.createdAt()))
                        > 0);
    }

    @Override
    public Optional<Passkey> find(String id) {
        return database.read(session -> session.first(FIND, SqlPasskeys::passkey, id));
    }

    @Override
    public List<Passkey> of(UUID user) {
        return database.read(session -> session.list(OF_USER, SqlPasskeys::passkey, bytes(user)));
    }

    @Override
    public boolean use(String id, long seen, long counter) {
        return database.write(session -> session.update(USE, counter, id, seen) > 0);
    }

    @Override
    public boolean delete(UUID user, String id) {
        return database.write(session -> session.update(DELETE, id, bytes(user)) > 0);
    }

    /// Within the write that deletes the user.
    static void forget(Session session, UUID user) throws SQLException {
        session.update(FORGET, bytes(user));
    }

    private static Passkey passkey(ResultSet row) throws SQLException {
        return new Passkey(
                row.getString("id"),
                Columns.id(row, "user_id"),
                row.getString("workspace"),
                row.getString("username"),
                row.getString("handle"),
                row.getString("name"),
                PublicCredential.of(row.getBytes("credential")),
                row.getLong("counter"),
                row.getInt("synced") == 1,
                Columns.time(row, "created_at"));
    }
}
