package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;
import static io.grantway.store.sql.Columns.text;

import io.grantway.authserver.Authority;
import io.grantway.authserver.IssuedToken;
import io.grantway.authserver.Placing;
import io.grantway.authserver.TokenStore;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import io.grantway.token.TokenLookup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Tokens in the tables `token` and `spent`.
public final class SqlTokens implements TokenStore, TokenLookup {
    private static final String COLUMNS =
            "id, workspace, access_hash, refresh_hash, family, audience, client, subject,"
                    + " scopes, created_at, expires_at, refresh_expires_at, claims, renewable";
    private static final String INSERT =
            "INSERT INTO token ("
                    + COLUMNS
                    + ", dead_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FIND_BY_ACCESS_TOKEN =
            "SELECT " + COLUMNS + " FROM token WHERE access_hash = ? AND expires_at > ?";
    private static final String FIND_BY_REFRESH_TOKEN =
            "SELECT " + COLUMNS + " FROM token WHERE refresh_hash = ? AND refresh_expires_at > ?";
    private static final String FIND_BY_ID =
            "SELECT " + COLUMNS + " FROM token WHERE id = ? AND workspace = ? AND dead_at > ?";
    private static final String FIND_IN_WORKSPACE =
            "SELECT "
                    + COLUMNS
                    + " FROM token WHERE access_hash = ? AND workspace = ? AND dead_at > ?";
    private static final String FIND_LIKE =
            "SELECT " + COLUMNS + " FROM token WHERE id = ? OR access_hash = ? OR refresh_hash = ?";
    private static final String DROP = "DELETE FROM token WHERE id = ?";
    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM token WHERE workspace = ? AND id > ? AND dead_at > ?"
                    + " ORDER BY id LIMIT ?";
    private static final String LIST_OF_SUBJECT =
            "SELECT " + COLUMNS + " FROM token WHERE workspace = ? AND subject = ? AND dead_at > ?";
    private static final String TAKE = "DELETE FROM token WHERE access_hash = ? AND dead_at > ?";
    private static final String DELETE =
            "DELETE FROM token WHERE id = ? AND workspace = ? AND dead_at > ? RETURNING " + COLUMNS;
    private static final String REVOKE = "DELETE FROM token WHERE family = ? RETURNING access_hash";
    private static final String SPEND =
            "INSERT INTO spent (hash, family, expires_at) VALUES (?, ?, ?)";
    private static final String FIND_SPENT =
            "SELECT family FROM spent WHERE hash = ? AND expires_at > ?";
    private static final String FORGET_DEAD_FAMILY =
            "DELETE FROM spent WHERE family = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM token WHERE token.family = spent.family)";

    private final Database database;
    private final InstantSource clock;

    public SqlTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void save(IssuedToken token) {
        database.write(session -> {
            insert(session, token);
            return true;
        });
    }

    @Override
    public Optional<AccessToken> findAccessToken(TokenHash hash) {
        return findByHash(FIND_BY_ACCESS_TOKEN, hash).map(IssuedToken::access);
    }

    @Override
    public Optional<IssuedToken> findByRefreshToken(TokenHash refreshToken) {
        return findByHash(FIND_BY_REFRESH_TOKEN, refreshToken);
    }

    private Optional<IssuedToken> findByHash(String sql, TokenHash hash) {
        return database.read(session -> session.first(sql, SqlTokens::token, hash.bytes(), now()));
    }

    @Override
    public boolean replace(IssuedToken old, IssuedToken successor) {
        return database.write(session -> {
            if (session.update(TAKE, old.accessHash().bytes(), now()) == 0) {
                return false;
            }
            insert(session, successor);
            if (!old.refreshHash().equals(successor.refreshHash())) {
                for (TokenHash used : old.refreshHash().stream().toList()) {
                    spend(session, used, old.family(), old.refreshExpiresAt());
                }
            }
            return true;
        });
    }

    @Override
    public Optional<UUID> familyOfSpent(TokenHash refreshTokenOrCode) {
        return database.read(session ->
                session.first(
                        FIND_SPENT,
                        row -> Columns.id(row, "family"),
                        refreshTokenOrCode.bytes(),
                        now()));
    }

    @Override
    public List<TokenHash> revokeFamily(UUID family) {
        return database.write(session -> {
            List<TokenHash> died =
                    session.list(REVOKE, row -> Columns.hash(row, "access_hash"), bytes(family));
            forgetDeadFamily(session, family);
            return died;
        });
    }

    @Override
    public List<IssuedToken> list(String workspace, Optional<UUID> after, int limit) {
        byte[] behind = after.isEmpty() ? new byte[0] : bytes(after.get());
        return database.read(
                session -> session.list(LIST, SqlTokens::token, workspace, behind, now(), limit));
    }

    @Override
    public List<IssuedToken> listOf(String workspace, String subject) {
        return database.read(session ->
                session.list(LIST_OF_SUBJECT, SqlTokens::token, workspace, subject, now()));
    }

    @Override
    public Optional<IssuedToken> find(String workspace, UUID id) {
        return database.read(session ->
                session.first(FIND_BY_ID, SqlTokens::token, bytes(id), workspace, now()));
    }

    @Override
    public Optional<IssuedToken> delete(String workspace, UUID id) {
        return database.write(session -> {
            Optional<IssuedToken> deleted =
                    session.first(DELETE, SqlTokens::token, bytes(id), workspace, now());
            if (deleted.isPresent()) {
                forgetDeadFamily(session, deleted.get().family());
            }
            return deleted;
        });
    }

    @Override
    public Optional<IssuedToken> findByAccessToken(String workspace, TokenHash accessToken) {
        return database.read(session ->
                session.first(
                        FIND_IN_WORKSPACE,
                        SqlTokens::token,
                        accessToken.bytes(),
                        workspace,
                        now()));
    }

    @Override
    public Outcome add(IssuedToken token) {
        return database.write(session -> place(session, Optional.empty(), token));
    }

    @Override
    public Outcome amend(IssuedToken old, IssuedToken changed) {
        return database.write(session -> place(session, Optional.of(old), changed));
    }

    private Outcome place(Session session, Optional<IssuedToken> old, IssuedToken token)
            throws SQLException {
        List<IssuedToken> alike =
                session.list(
                        FIND_LIKE,
                        SqlTokens::token,
                        bytes(token.access().id()),
                        token.accessHash().bytes(),
                        Columns.hash(token.refreshHash()));
        Outcome outcome = Placing.outcome(alike, old, token, clock.instant());
        if (outcome == Outcome.DONE) {
            // Dead rows among them, which are there until they are swept.
            for (IssuedToken each : alike) {
                session.update(DROP, bytes(each.access().id()));
            }
            insert(session, token);
        }
        return outcome;
    }

    private long now() {
        return clock.millis();
    }

    static void insert(Session session, IssuedToken token) throws SQLException {
        AccessToken access = token.access();
        session.update(
                INSERT,
                bytes(access.id()),
                access.workspace(),
                token.accessHash().bytes(),
                Columns.hash(token.refreshHash()),
                bytes(token.family()),
                bytes(access.audience()),
                bytes(access.client()),
                text(access.subject()),
                access.scopes().toString(),
                millis(token.createdAt()),
                millis(access.expiresAt()),
                millis(token.refreshExpiresAt()),
                text(access.claims()),
                token.renewable().map(SqlTokens::written).orElse(null),
                millis(token.deadAt()));
    }

    /// Remembers what was used up, so that its second use is known for a theft.
    static void spend(Session session, TokenHash used, UUID family, Instant until)
            throws SQLException {
        session.update(SPEND, used.bytes(), bytes(family), millis(until));
    }

    /// Once no token of a family is left, nothing can be stolen from it.
    static void forgetDeadFamily(Session session, UUID family) throws SQLException {
        session.update(FORGET_DEAD_FAMILY, bytes(family));
    }

    private static IssuedToken token(ResultSet row) throws SQLException {
        return new IssuedToken(
                new AccessToken(
                        Columns.id(row, "id"),
                        row.getString("workspace"),
                        Columns.optionalId(row, "audience"),
                        Columns.id(row, "client"),
                        Columns.optionalText(row, "subject"),
                        Columns.scopes(row),
                        Columns.time(row, "expires_at"),
                        Columns.claims(row)),
                Columns.hash(row, "access_hash"),
                Columns.optionalHash(row, "refresh_hash"),
                Columns.id(row, "family"),
                Columns.time(row, "created_at"),
                Columns.time(row, "refresh_expires_at"),
                Columns.optionalText(row, "renewable").map(SqlTokens::authority));
    }

    private static String written(Authority authority) {
        return authority.scopes() + "\n" + authority.claims();
    }

    private static Authority authority(String written) {
        int line = written.indexOf('\n');
        return new Authority(
                Scopes.parse(written.substring(0, line)),
                TokenClaims.parse(written.substring(line + 1)));
    }
}
