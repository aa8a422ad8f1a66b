package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.text;

import io.grantway.authserver.User;
import io.grantway.authserver.UserStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Users in the table `end_user`.
public final class SqlUsers implements UserStore {
    private static final String COLUMNS = "id, workspace, username, name, password_hash, claims";
    private static final String INSERT =
            "INSERT INTO end_user ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (workspace, username) DO NOTHING";
    private static final String UPDATE =
            "UPDATE end_user SET username = ?, name = ?, password_hash = ?, claims = ?"
                    + " WHERE id = ? AND workspace = ? AND NOT EXISTS (SELECT 1 FROM end_user other"
                    + " WHERE other.workspace = ? AND other.username = ? AND other.id <> ?)";
    private static final String FIND_BY_NAME =
            "SELECT " + COLUMNS + " FROM end_user WHERE workspace = ? AND username = ?";
    private static final String FIND_BY_ID =
            "SELECT " + COLUMNS + " FROM end_user WHERE id = ? AND workspace = ?";
    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM end_user WHERE workspace = ? AND username > ?"
                    + " ORDER BY username LIMIT ?";
    private static final String DELETE = "DELETE FROM end_user WHERE id = ? AND workspace = ?";

    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;

    public SqlUsers(Database database) {
        this.database = database;
    }

    @Override
    public boolean create(User user) {
        return database.write(session ->
                session.update(
                                INSERT,
                                bytes(user.id()),
                                user.workspace(),
                                user.username(),
                                text(user.name()),
                                user.passwordHash(),
                                claims(user))
                        > 0);
    }

    @Override
    public boolean update(User user) {
        return database.write(session ->
                session.update(
                                UPDATE,
                                user.username(),
                                text(user.name()),
                                user.passwordHash(),
                                claims(user),
                                bytes(user.id()),
                                user.workspace(),
                                user.workspace(),
                                user.username(),
                                bytes(user.id()))
                        > 0);
    }

    @Override
    public Optional<User> findByName(String workspace, String username) {
        return database.read(
                session -> session.first(FIND_BY_NAME, SqlUsers::user, workspace, username));
    }

    @Override
    public Optional<User> find(String workspace, UUID id) {
        return database.read(
                session -> session.first(FIND_BY_ID, SqlUsers::user, bytes(id), workspace));
    }

    @Override
    public List<User> list(String workspace, Optional<String> after, int limit) {
        return database.read(
                session -> session.list(LIST, SqlUsers::user, workspace, after.orElse(""), limit));
    }

    @Override
    public boolean delete(String workspace, UUID id) {
        return database.write(session -> {
            boolean deleted = session.update(DELETE, bytes(id), workspace) > 0;
            if (deleted) {
                SqlFactors.forget(session, id);
                SqlPasskeys.forget(session, id);
                SqlIdentities.forget(session, id);
            }
            return deleted;
        });
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                Columns.id(row, "id"),
                row.getString("workspace"),
                row.getString("username"),
                Columns.optionalText(row, "name"),
                row.getString("password_hash"),
                claims(row.getString("claims")));
    }

    /// Nothing where there are none.
    private static String claims(User user) {
        return user.claims().isEmpty() ? "" : JSON.writeValueAsString(user.claims());
    }

    private static ObjectNode claims(String text) {
        return text.isEmpty() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(text);
    }
}
