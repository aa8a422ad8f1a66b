package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;
import static io.grantway.store.sql.Columns.text;

import io.grantway.authserver.AuthorizationCode;
import io.grantway.authserver.CodeStore;
import io.grantway.authserver.IssuedToken;
import io.grantway.oauth.TokenHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/// Authorization codes in the table `code`.
public final class SqlCodes implements CodeStore {
    private static final String COLUMNS =
            "hash, workspace, audience, client, subject, scopes, redirect_uri, challenge, family,"
                    + " expires_at, nonce, claims";
    private static final String INSERT =
            "INSERT INTO code (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM code WHERE hash = ? AND expires_at > ?";
    private static final String TAKE = "DELETE FROM code WHERE hash = ? AND expires_at > ?";

    private final Database database;
    private final InstantSource clock;

    public SqlCodes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void save(AuthorizationCode code) {
        AuthorizationCode.Grantee grant = code.grant();
        database.write(session ->
                session.update(
                        INSERT,
                        code.hash().bytes(),
                        grant.workspace(),
                        bytes(grant.audience()),
                        bytes(grant.client()),
                        text(grant.subject()),
                        grant.scopes().toString(),
                        code.redirectUri(),
                        text(code.challenge()),
                        bytes(code.family()),
                        millis(code.expiresAt()),
                        text(code.nonce()),
                        text(grant.claims())));
    }

    @Override
    public Optional<AuthorizationCode> find(TokenHash hash) {
        return database.read(
                session -> session.first(FIND, SqlCodes::code, hash.bytes(), clock.millis()));
    }

    @Override
    public boolean redeem(AuthorizationCode code, IssuedToken token) {
        return database.write(session -> {
            if (session.update(TAKE, code.hash().bytes(), clock.millis()) == 0) {
                return false;
            }
            SqlTokens.insert(session, token);
            SqlTokens.spend(session, code.hash(), code.family(), token.deadAt());
            return true;
        });
    }

    private static AuthorizationCode code(ResultSet row) throws SQLException {
        return new AuthorizationCode(
                Columns.hash(row, "hash"),
                new AuthorizationCode.Grantee(
                        row.getString("workspace"),
                        Columns.optionalId(row, "audience"),
                        Columns.id(row, "client"),
                        Columns.optionalText(row, "subject"),
                        Columns.scopes(row),
                        Columns.claims(row)),
                row.getString("redirect_uri"),
                Columns.optionalText(row, "challenge"),
                Columns.id(row, "family"),
                Columns.time(row, "expires_at"),
                Columns.optionalText(row, "nonce"));
    }
}
