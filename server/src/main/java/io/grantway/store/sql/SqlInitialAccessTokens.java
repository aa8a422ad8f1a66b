package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;

import io.grantway.authserver.InitialAccessToken;
import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.oauth.TokenHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// Initial access tokens in the table `initial_access_token`.
public final class SqlInitialAccessTokens implements InitialAccessTokenStore {
    private static final String COLUMNS =
            "id, workspace, server, hash, created_at, expires_at, uses_left";
    private static final String INSERT =
            "INSERT INTO initial_access_token (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String LIST =
            "SELECT " + COLUMNS + " FROM initial_access_token WHERE workspace = ? ORDER BY id";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM initial_access_token WHERE hash = ?";
    private static final String USE =
            "UPDATE initial_access_token SET uses_left = uses_left - 1 WHERE id = ?"
                    + " AND (uses_left IS NULL OR uses_left > 0)";
    private static final String DELETE = "DELETE FROM initial_access_token WHERE id = ?";

    private final Database database;

    public SqlInitialAccessTokens(Database database) {
        this.database = database;
    }

    @Override
    public void create(InitialAccessToken token) {
        database.write(session ->
                session.update(
                        INSERT,
                        bytes(token.id()),
                        token.workspace(),
                        token.server(),
                        token.hash().bytes(),
                        millis(token.createdAt()),
                        millis(token.expiresAt().orElse(Instant.MAX)),
                        token.usesLeft().isPresent() ? token.usesLeft().getAsInt() : null));
    }

    @Override
    public List<InitialAccessToken> list(String workspace) {
        return database.read(
                session -> session.list(LIST, SqlInitialAccessTokens::token, workspace));
    }

    @Override
    public Optional<InitialAccessToken> find(TokenHash hash) {
        return database.read(session ->
                session.first(FIND, SqlInitialAccessTokens::token, (Object) hash.bytes()));
    }

    @Override
    public boolean use(UUID id) {
        return database.write(session -> session.update(USE, (Object) bytes(id))) > 0;
    }

    @Override
    public boolean delete(UUID id) {
        return database.write(session -> session.update(DELETE, (Object) bytes(id))) > 0;
    }

    private static InitialAccessToken token(ResultSet row) throws SQLException {
        int uses = row.getInt("uses_left");
        OptionalInt left = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(uses);
        return new InitialAccessToken(
                Columns.id(row, "id"),
                row.getString("workspace"),
                row.getString("server"),
                Columns.hash(row, "hash"),
                Columns.time(row, "created_at"),
                Optional.of(Columns.time(row, "expires_at")).filter(Instant.MAX::isAfter),
                left);
    }
}
