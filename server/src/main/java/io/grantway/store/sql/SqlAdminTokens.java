package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;

import io.grantway.admin.AdminToken;
import io.grantway.admin.AdminTokenStore;
import io.grantway.admin.AuditEntry;
import io.grantway.admin.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Admin tokens in the table `admin_token`.
public final class SqlAdminTokens implements AdminTokenStore {
    private static final String COLUMNS =
            "id, hash, name, roles, created_at, created_by, expires_at";
    private static final String ALL =
            "SELECT " + COLUMNS + " FROM admin_token WHERE id > ? ORDER BY id";
    private static final String INSERT =
            "INSERT INTO admin_token ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING";
    private static final String DELETE = "DELETE FROM admin_token WHERE id = ?";
    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;

    public SqlAdminTokens(Database database) {
        this.database = database;
    }

    @Override
    public List<AdminToken> all() {
        // Every id is greater than none.
        return database.read(session -> session.list(ALL, SqlAdminTokens::token, new byte[0]));
    }

    @Override
    public boolean create(AdminToken token, AuditEntry entry) {
        return database.write(session -> {
            int created =
                    session.update(
                            INSERT,
                            bytes(token.id()),
                            token.hash().bytes(),
                            token.name(),
                            written(token.roles()),
                            millis(token.createdAt()),
                            token.createdBy(),
                            millis(token.expiresAt().orElse(Instant.MAX)));
            return created > 0 && SqlAudit.append(session, entry) > 0;
        });
    }

    @Override
    public boolean delete(UUID id, AuditEntry entry) {
        return database.write(session -> {
            int deleted = session.update(DELETE, (Object) bytes(id));
            return deleted > 0 && SqlAudit.append(session, entry) > 0;
        });
    }

    private static String written(Map<String, Role> roles) {
        ObjectNode json = JSON.createObjectNode();
        roles.forEach((workspace, role) -> json.put(workspace, role.toString()));
        return JSON.writeValueAsString(json);
    }

    private static AdminToken token(ResultSet row) throws SQLException {
        return new AdminToken(
                Columns.id(row, "id"),
                Columns.hash(row, "hash"),
                row.getString("name"),
                roles(row.getString("roles")),
                Columns.time(row, "created_at"),
                row.getString("created_by"),
                Optional.of(Columns.time(row, "expires_at")).filter(Instant.MAX::isAfter));
    }

    /// A role that this program does not know is none.
    private static Map<String, Role> roles(String text) {
        Map<String, Role> roles = new HashMap<>();
        JSON.readTree(text)
                .properties()
                .forEach(each ->
                        Role.of(each.getValue().asString())
                                .ifPresent(role -> roles.put(each.getKey(), role)));
        return roles;
    }
}
