package io.grantway.store.sql;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.store.seal.Seal;
import io.grantway.vault.ConnectSessionStore;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Connect sessions in the table `connect_session`, sealed.
public final class SqlConnectSessions implements ConnectSessionStore {
    private static final int AT_ONCE = 256;
    private static final String COLUMNS = "id, link, app, version, body, expires_at";
    private static final String ADD =
            "INSERT INTO connect_session (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)";
    private static final String FIND = "SELECT " + COLUMNS + " FROM connect_session WHERE id = ?";
    private static final String LINKED =
            "SELECT " + COLUMNS + " FROM connect_session WHERE link = ?";
    private static final String REPLACE =
            "UPDATE connect_session SET version = ?, body = ? WHERE id = ? AND version = ?";
    private static final String EXPIRE =
            "DELETE FROM connect_session WHERE id IN (SELECT id FROM connect_session"
                    + " WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)";

    /// The one that, by its end, has as many behind it as an app may have.
    private static final String LAST_ALLOWED =
            "SELECT expires_at FROM connect_session WHERE app = ? AND expires_at > ?"
                    + " ORDER BY expires_at DESC LIMIT 1 OFFSET ?";

    private final Database database;
    private final Seal seal;

    public SqlConnectSessions(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// A row as it is read: opening it is no work for the thread of the database.
    @SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
    private record Sealed(
            String id, TokenHash link, String app, long version, byte[] body, Instant expires) {}

    @Override
    public boolean add(Row row, Instant now) {
        byte[] body = sealed(row.id(), row.version(), row.body());
        return database.write(session -> {
            session.update(EXPIRE, now.toEpochMilli(), AT_ONCE);
            boolean full =
                    session.first(
                                    LAST_ALLOWED,
                                    found -> found.getLong("expires_at"),
                                    row.app(),
                                    now.toEpochMilli(),
                                    MOST_OF_AN_APP - 1)
                            .isPresent();
            if (full) {
                return false;
            }
            return session.update(
                            ADD,
                            row.id(),
                            row.link().bytes(),
                            row.app(),
                            row.version(),
                            body,
                            row.expires().toEpochMilli())
                    > 0;
        });
    }

    @Override
    public Optional<Row> find(String id) {
        return database.read(session -> session.first(FIND, SqlConnectSessions::read, id))
                .map(this::opened);
    }

    @Override
    public Optional<Row> linked(TokenHash link) {
        return database.read(session ->
                        session.first(LINKED, SqlConnectSessions::read, (Object) link.bytes()))
                .map(this::opened);
    }

    @Override
    public boolean replace(Row row) {
        long next = row.version() + 1;
        byte[] body = sealed(row.id(), next, row.body());
        return database.write(
                session -> session.update(REPLACE, next, body, row.id(), row.version()) > 0);
    }

    private static Sealed read(ResultSet row) throws SQLException {
        return new Sealed(
                row.getString("id"),
                Columns.hash(row, "link"),
                row.getString("app"),
                row.getLong("version"),
                row.getBytes("body"),
                Columns.time(row, "expires_at"));
    }

    private Row opened(Sealed row) {
        byte[] body = seal.open(row.body(), row(row.id(), row.version()));
        return new Row(
                row.id(),
                row.link(),
                row.app(),
                row.version(),
                Secret.of(new String(body, StandardCharsets.UTF_8)),
                row.expires());
    }

    private byte[] sealed(String id, long version, Secret body) {
        return body.expose(
                text -> seal.seal(text.getBytes(StandardCharsets.UTF_8), row(id, version)));
    }

    /// With the version, so that nobody can put a used session's beginning back in its place.
    static String row(String id, long version) {
        return "connect session " + id + " " + version;
    }
}
