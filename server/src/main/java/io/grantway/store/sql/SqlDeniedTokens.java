package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.millis;

import io.grantway.authserver.DeniedTokens;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/// Revoked signed tokens in the table `denied_token`.
public final class SqlDeniedTokens implements DeniedTokens {
    private static final String INSERT =
            "INSERT INTO denied_token (hash, expires_at) VALUES (?, ?)"
                    + " ON CONFLICT (hash) DO UPDATE SET expires_at = excluded.expires_at";
    private static final String FIND =
            "SELECT expires_at FROM denied_token WHERE hash = ? AND expires_at > ?";

    private static final String ALL =
            "SELECT hash, expires_at FROM denied_token WHERE expires_at > ?";

    private record Row(TokenHash hash, Instant until) {}

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

    @Override
    public Map<TokenHash, Instant> all() {
        return database
                .read(session ->
                        session.list(
                                ALL,
                                row ->
                                        new Row(
                                                TokenHash.of(row.getBytes("hash")),
                                                Instant.ofEpochMilli(row.getLong("expires_at"))),
                                clock.millis()))
                .stream()
                .collect(Collectors.toMap(Row::hash, Row::until));
    }
}
