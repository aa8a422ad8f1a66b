package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;

import io.grantway.authserver.IdentityStore;
import io.grantway.authserver.LinkedIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Identities of users at OpenID providers, in the table `linked_identity`.
public final class SqlIdentities implements IdentityStore {
    private static final String COLUMNS = "workspace, issuer, subject, user_id, shown, since";
    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + " FROM linked_identity WHERE workspace = ? AND issuer = ? AND subject = ?";
    private static final String COUNT =
            "SELECT count(*) AS n FROM linked_identity WHERE user_id = ?";
    private static final String LINK =
            "INSERT INTO linked_identity ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (workspace, issuer, subject) DO NOTHING";
    private static final String LIST =
            "SELECT " + COLUMNS + " FROM linked_identity WHERE user_id = ?";
    private static final String UNLINK =
            "DELETE FROM linked_identity WHERE user_id = ? AND issuer = ? AND subject = ?";
    private static final String FORGET = "DELETE FROM linked_identity WHERE user_id = ?";

    private final Database database;

    public SqlIdentities(Database database) {
        this.database = database;
    }

    @Override
    public Optional<LinkedIdentity> find(String workspace, String issuer, String subject) {
        return database.read(session ->
                session.first(FIND, SqlIdentities::identity, workspace, issuer, subject));
    }

    @Override
    public boolean link(LinkedIdentity identity) {
        return database.write(session ->
                session.first(COUNT, row -> row.getInt("n"), bytes(identity.user())).orElse(0)
                                < MOST
                        && session.update(
                                        LINK,
                                        identity.workspace(),
                                        identity.issuer(),
                                        identity.subject(),
                                        bytes(identity.user()),
                                        identity.shown(),
                                        millis(identity.since()))
                                > 0);
    }

    @Override
    public List<LinkedIdentity> of(UUID user) {
        List<LinkedIdentity> found =
                database.read(session -> session.list(LIST, SqlIdentities::identity, bytes(user)));
        return found.stream().sorted(Comparator.comparing(LinkedIdentity::since)).toList();
    }

    @Override
    public boolean unlink(UUID user, String issuer, String subject) {
        return database.write(session -> session.update(UNLINK, bytes(user), issuer, subject) > 0);
    }

    /// Within the write that deletes the user.
    static void forget(Session session, UUID user) throws SQLException {
        session.update(FORGET, bytes(user));
    }

    private static LinkedIdentity identity(ResultSet row) throws SQLException {
        return new LinkedIdentity(
                row.getString("workspace"),
                row.getString("issuer"),
                row.getString("subject"),
                Columns.id(row, "user_id"),
                row.getString("shown"),
                Columns.time(row, "since"));
    }
}
