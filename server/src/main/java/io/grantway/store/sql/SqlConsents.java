package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;

import io.grantway.authserver.Consent;
import io.grantway.authserver.ConsentStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Consents in the table `consent`.
public final class SqlConsents implements ConsentStore {
    private static final String COLUMNS = "server, workspace, username, client, scopes, since";
    private static final String SAVE =
            "INSERT INTO consent ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (workspace, username, server, client)"
                    + " DO UPDATE SET scopes = excluded.scopes, since = excluded.since";
    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + " FROM consent WHERE workspace = ? AND username = ? AND server = ?"
                    + " AND client = ?";
    private static final String LIST =
            "SELECT " + COLUMNS + " FROM consent WHERE workspace = ? AND username = ?";
    private static final String DELETE =
            "DELETE FROM consent WHERE workspace = ? AND username = ? AND server = ?"
                    + " AND client = ?";

    private final Database database;

    public SqlConsents(Database database) {
        this.database = database;
    }

    @Override
    public void save(Consent consent) {
        database.write(session ->
                session.update(
                        SAVE,
                        bytes(consent.server()),
                        consent.workspace(),
                        consent.username(),
                        bytes(consent.client()),
                        consent.scopes().toString(),
                        millis(consent.since())));
    }

    @Override
    public Optional<Consent> find(UUID server, String workspace, String username, UUID client) {
        return database.read(session ->
                session.first(
                        FIND,
                        SqlConsents::consent,
                        workspace,
                        username,
                        bytes(server),
                        bytes(client)));
    }

    @Override
    public List<Consent> list(String workspace, String username) {
        List<Consent> found =
                database.read(
                        session -> session.list(LIST, SqlConsents::consent, workspace, username));
        return found.stream().sorted(Comparator.comparing(Consent::since)).toList();
    }

    @Override
    public boolean delete(Consent consent) {
        return database.write(session ->
                session.update(
                                DELETE,
                                consent.workspace(),
                                consent.username(),
                                bytes(consent.server()),
                                bytes(consent.client()))
                        > 0);
    }

    private static Consent consent(ResultSet row) throws SQLException {
        return new Consent(
                Columns.id(row, "server"),
                row.getString("workspace"),
                row.getString("username"),
                Columns.id(row, "client"),
                Columns.scopes(row),
                Columns.time(row, "since"));
    }
}
