package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.millis;

import io.grantway.authserver.DeniedTokens;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.time.InstantSource;

/// Revoked signed tokens in the table `denied_token`.
public final class SqlDeniedTokens implements DeniedTokens {
    private static final String INSERT =
            "INSERT OR REPLACE INTO denied_token (hash, expires_at) VALUES (?, ?)";
    private static final String FIND =
            "SELECT expires_at FROM denied_token WHERE hash = ? AND expires_at > ?";

    private final Database database;
    private final InstantSource clock;

    public SqlDeniedTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void deny(TokenHash accessToken, Instant until) {
        database.write(session -> session.update(INSERT, accessToken.bytes(), millis(until)));
    }

    @Override
    public boolean isDenied(TokenHash accessToken) {
        return database.read(session ->
                        session.first(
                                FIND,
                                row -> row.getLong("expires_at"),
                                accessToken.bytes(),
                                clock.millis()))
                .isPresent();
    }
}
