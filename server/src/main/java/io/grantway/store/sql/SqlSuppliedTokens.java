package io.grantway.store.sql;

import io.grantway.oauth.TokenHash;
import io.grantway.store.seal.Seal;
import io.grantway.supply.DefinitionName;
import io.grantway.supply.KeptToken;
import io.grantway.supply.SuppliedTokenStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tokens of others' servers in the table `supplied_token`, sealed.
public final class SqlSuppliedTokens implements SuppliedTokenStore {
    private static final String FIND =
            "SELECT generation, body, started FROM supplied_token WHERE id = ?";
    private static final String MAKE =
            "INSERT INTO supplied_token (id, config, workspace, definition, generation, body,"
                    + " lease_owner, lease_until, started, expires_at)"
                    + " VALUES (?, ?, ?, ?, 0, NULL, '', 0, 0, ?) ON CONFLICT (id) DO NOTHING";
    private static final String LEASE =
            "UPDATE supplied_token SET lease_owner = ?, lease_until = ?, started = 1,"
                    + " expires_at = CASE WHEN expires_at < ? THEN ? ELSE expires_at END"
                    + " WHERE id = ? AND generation = ? AND lease_until <= ?";
    private static final String EXTEND =
            "UPDATE supplied_token SET lease_until = ? WHERE id = ? AND lease_owner = ?";
    private static final String SAVE =
            "UPDATE supplied_token SET generation = ?, body = ?, lease_owner = '',"
                    + " lease_until = 0, started = 0, expires_at = ?"
                    + " WHERE id = ? AND generation = ?";
    private static final String RELEASE =
            "UPDATE supplied_token SET lease_owner = '', lease_until = 0"
                    + " WHERE id = ? AND lease_owner = ?";
    private static final String END =
            "UPDATE supplied_token SET lease_owner = '', lease_until = 0, started = 0"
                    + " WHERE id = ? AND lease_owner = ?";
    private static final String PLACES =
            "SELECT id, config, workspace, definition FROM supplied_token WHERE expires_at > ?";
    private static final String DELETE = "DELETE FROM supplied_token WHERE id = ?";
    private static final String EXPIRE = "DELETE FROM supplied_token WHERE expires_at <= ?";

    /// Of a row that has no token yet, or whose token is being renewed.
    private static final Duration EMPTY_LIFE = Duration.ofDays(1);

    private final Database database;
    private final Seal seal;

    public SqlSuppliedTokens(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// A row as it is read, still sealed: opening it is no work for the thread of the database.
    @SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
    private record Sealed(long generation, byte @Nullable [] body, boolean started) {}

    @Override
    public Optional<Row> find(TokenHash id) {
        return database.read(session ->
                        session.first(FIND, SqlSuppliedTokens::sealed, (Object) id.bytes()))
                .map(row ->
                        new Row(
                                row.generation(),
                                Optional.ofNullable(row.body())
                                        .map(body -> seal.open(body, row(id, row.generation())))
                                        .map(KeptToken::decode),
                                row.started()));
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(
                row.getLong("generation"), row.getBytes("body"), row.getLong("started") != 0);
    }

    @Override
    public boolean lease(Place place, long generation, String owner, Instant now, Instant until) {
        return database.write(session -> {
            make(session, place, now);
            long kept = now.plus(EMPTY_LIFE).toEpochMilli();
            return session.update(
                            LEASE,
                            owner,
                            until.toEpochMilli(),
                            kept,
                            kept,
                            place.id().bytes(),
                            generation,
                            now.toEpochMilli())
                    > 0;
        });
    }

    private static void make(Session session, Place place, Instant now) throws SQLException {
        session.update(
                MAKE,
                place.id().bytes(),
                place.config().bytes(),
                place.name().workspace(),
                place.name().definition(),
                now.plus(EMPTY_LIFE).toEpochMilli());
    }

    @Override
    public boolean extend(TokenHash id, String owner, Instant until) {
        return database.write(
                session -> session.update(EXTEND, until.toEpochMilli(), id.bytes(), owner) > 0);
    }

    @Override
    public boolean save(
            Place place,
            long expected,
            long generation,
            KeptToken token,
            Instant now,
            Instant expires) {
        byte[] body = seal.seal(token.encoded(), row(place.id(), generation));
        return database.write(session -> {
            make(session, place, now);
            int saved =
                    session.update(
                            SAVE,
                            generation,
                            body,
                            expires.toEpochMilli(),
                            place.id().bytes(),
                            expected);
            session.update(EXPIRE, now.toEpochMilli());
            return saved > 0;
        });
    }

    @Override
    public void release(TokenHash id, String owner, boolean ended) {
        database.write(session -> session.update(ended ? END : RELEASE, id.bytes(), owner));
    }

    @Override
    public List<Place> places(Instant now) {
        return database.read(session ->
                session.list(
                        PLACES,
                        row ->
                                new Place(
                                        TokenHash.of(row.getBytes("id")),
                                        TokenHash.of(row.getBytes("config")),
                                        new DefinitionName(
                                                row.getString("workspace"),
                                                row.getString("definition"))),
                        now.toEpochMilli()));
    }

    @Override
    public void delete(Collection<TokenHash> ids) {
        database.write(session -> {
            for (TokenHash id : ids) {
                session.update(DELETE, (Object) id.bytes());
            }
            return ids.size();
        });
    }

    /// With the generation, so that nobody can put an old token back in its place.
    static String row(TokenHash id, long generation) {
        return "supplied token " + HexFormat.of().formatHex(id.bytes()) + " " + generation;
    }
}
