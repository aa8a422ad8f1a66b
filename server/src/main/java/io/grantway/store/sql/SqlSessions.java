package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.millis;

import io.grantway.authserver.LoginSession;
import io.grantway.authserver.SessionStore;
import io.grantway.oauth.TokenHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Login sessions in the table `login_session`.
public final class SqlSessions implements SessionStore {
    private static final String COLUMNS =
            "hash, workspace, username, authenticated_at, expires_at, methods, id";
    private static final String SAVE =
            "INSERT INTO login_session ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET"
                    + " workspace = excluded.workspace, username = excluded.username,"
                    + " authenticated_at = excluded.authenticated_at,"
                    + " expires_at = excluded.expires_at, methods = excluded.methods,"
                    + " id = excluded.id";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM login_session WHERE hash = ? AND expires_at > ?";
    private static final String DELETE = "DELETE FROM login_session WHERE hash = ?";

    private final Database database;
    private final InstantSource clock;

    public SqlSessions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void save(LoginSession login) {
        database.write(session ->
                session.update(
                        SAVE,
                        login.hash().bytes(),
                        login.workspace(),
                        login.username(),
                        millis(login.authenticatedAt()),
                        millis(login.expiresAt()),
                        String.join(" ", login.methods()),
                        login.id()));
    }

    @Override
    public Optional<LoginSession> find(TokenHash hash) {
        return database.read(
                session -> session.first(FIND, SqlSessions::login, hash.bytes(), clock.millis()));
    }

    @Override
    public void delete(TokenHash hash) {
        database.write(session -> session.update(DELETE, hash.bytes()));
    }

    private static LoginSession login(ResultSet row) throws SQLException {
        return new LoginSession(
                Columns.hash(row, "hash"),
                row.getString("id"),
                row.getString("workspace"),
                row.getString("username"),
                List.of(row.getString("methods").split(" ", -1)),
                Columns.time(row, "authenticated_at"),
                Columns.time(row, "expires_at"));
    }
}
