package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.millis;

import io.grantway.authserver.LoginSession;
import io.grantway.authserver.ServedClient;
import io.grantway.authserver.SessionStore;
import io.grantway.oauth.TokenHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Login sessions in the table `login_session`.
public final class SqlSessions implements SessionStore {
    private static final String COLUMNS =
            "hash, workspace, username, authenticated_at, expires_at, methods, id, browser,"
                    + " address, clients";
    private static final String SAVE =
            "INSERT INTO login_session ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET"
                    + " workspace = excluded.workspace, username = excluded.username,"
                    + " authenticated_at = excluded.authenticated_at,"
                    + " expires_at = excluded.expires_at, methods = excluded.methods,"
                    + " id = excluded.id, browser = excluded.browser,"
                    + " address = excluded.address, clients = excluded.clients";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM login_session WHERE hash = ? AND expires_at > ?";
    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM login_session WHERE workspace = ? AND username = ?"
                    + " AND expires_at > ?";
    private static final String SERVE = "UPDATE login_session SET clients = ? WHERE hash = ?";
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
                        login.id(),
                        login.browser(),
                        login.address(),
                        text(login.clients())));
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

    @Override
    public List<LoginSession> list(String workspace, String username) {
        List<LoginSession> found =
                database.read(session ->
                        session.list(
                                LIST, SqlSessions::login, workspace, username, clock.millis()));
        return found.stream()
                .sorted(Comparator.comparing(LoginSession::authenticatedAt).reversed())
                .toList();
    }

    @Override
    public void serve(TokenHash hash, ServedClient client) {
        database.write(session -> {
            Optional<LoginSession> login =
                    session.first(FIND, SqlSessions::login, hash.bytes(), clock.millis());
            if (login.isEmpty()) {
                return false;
            }
            LoginSession served = login.get().serving(client);
            return session.update(SERVE, text(served.clients()), hash.bytes()) > 0;
        });
    }

    /// `server/client`, separated by spaces.
    private static String text(Set<ServedClient> clients) {
        return clients.stream()
                .map(each -> each.server() + "/" + each.client())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Set<ServedClient> clients(String text) {
        return Stream.of(text.split(" ", -1))
                .filter(each -> !each.isEmpty())
                .map(each -> {
                    int slash = each.indexOf('/');
                    return new ServedClient(
                            UUID.fromString(each.substring(0, slash)),
                            UUID.fromString(each.substring(slash + 1)));
                })
                .collect(Collectors.toSet());
    }

    private static LoginSession login(ResultSet row) throws SQLException {
        return new LoginSession(
                Columns.hash(row, "hash"),
                row.getString("id"),
                row.getString("workspace"),
                row.getString("username"),
                List.of(row.getString("methods").split(" ", -1)),
                Columns.time(row, "authenticated_at"),
                Columns.time(row, "expires_at"),
                row.getString("browser"),
                row.getString("address"),
                clients(row.getString("clients")));
    }
}
