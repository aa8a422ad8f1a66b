package io.grantway.store.sql;

import io.grantway.oauth.TokenHash;
import io.grantway.supply.KeptToken;
import io.grantway.supply.TokenRows;
import io.grantway.vault.AccountDeadlines;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tokens of accounts. Rows are made by a consent and end with their account, never here.
final class SqlAccountTokens implements TokenRows {
    private static final String FIND =
            "SELECT workspace, generation, token, started FROM account WHERE id = ? AND state = 0";
    private static final String LEASE =
            "UPDATE account SET lease_owner = ?, lease_until = ?, started = 1"
                    + " WHERE id = ? AND generation = ? AND lease_until <= ? AND state = 0";
    private static final String EXTEND =
            "UPDATE account SET lease_until = ? WHERE id = ? AND lease_owner = ?";
    private static final String SAVE =
            "UPDATE account SET generation = ?, token = ?, state = 0, trouble = NULL,"
                    + " scopes = COALESCE(?, scopes), refreshed_at = ?, lapses_at = ?, due_at = ?,"
                    + " lease_owner = '', lease_until = 0, started = 0"
                    + " WHERE id = ? AND generation = ?";
    private static final String RELEASE =
            "UPDATE account SET lease_owner = '', lease_until = 0"
                    + " WHERE id = ? AND lease_owner = ?";
    private static final String END =
            "UPDATE account SET lease_owner = '', lease_until = 0, started = 0"
                    + " WHERE id = ? AND lease_owner = ?";

    /// Servers that count down to a fixed end say it differently by a second each time: people are
    /// told once.
    private static final String ENDS =
            "UPDATE account SET warn_at = CASE WHEN abs(ends_at - ?) < 60000 THEN warn_at ELSE ?"
                    + " END, ends_at = ? WHERE id = ? AND generation = ?";

    private final Database database;
    private final AccountRows rows;

    SqlAccountTokens(Database database, AccountRows rows) {
        this.database = database;
        this.rows = rows;
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
    private record Sealed(
            String workspace, long generation, byte @Nullable [] token, boolean started) {}

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(
                row.getString("workspace"),
                row.getLong("generation"),
                row.getBytes("token"),
                row.getLong("started") != 0);
    }

    @Override
    public Optional<Row> find(TokenHash id) {
        return database.read(session ->
                        session.first(FIND, SqlAccountTokens::sealed, (Object) id.bytes()))
                .map(row ->
                        new Row(
                                row.generation(),
                                rows.token(row.workspace(), id, row.generation(), row.token()),
                                row.started()));
    }

    @Override
    public boolean lease(Place place, long generation, String owner, Instant now, Instant until) {
        return database.write(session ->
                session.update(
                                LEASE,
                                owner,
                                until.toEpochMilli(),
                                place.id().bytes(),
                                generation,
                                now.toEpochMilli())
                        > 0);
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
        TokenHash id = place.id();
        byte @Nullable [] body =
                rows.sealed(place.name().workspace(), id, generation, Optional.of(token));
        Instant due = AccountDeadlines.due(id, token.obtained(), expires);
        return database.write(session -> {
            int saved =
                    session.update(
                            SAVE,
                            generation,
                            body,
                            Columns.text(token.scopes()),
                            token.obtained().toEpochMilli(),
                            Columns.millis(expires),
                            Columns.millis(due),
                            id.bytes(),
                            expected);
            if (saved > 0 && token.refreshUntil().isPresent()) {
                ends(session, id, generation, token.obtained(), token.refreshUntil().get());
            }
            return saved > 0;
        });
    }

    private static void ends(
            Session session, TokenHash id, long generation, Instant from, Instant ends)
            throws SQLException {
        session.update(
                ENDS,
                ends.toEpochMilli(),
                AccountDeadlines.warn(from, ends).toEpochMilli(),
                ends.toEpochMilli(),
                id.bytes(),
                generation);
    }

    @Override
    public void release(TokenHash id, String owner, boolean ended) {
        database.write(session -> session.update(ended ? END : RELEASE, id.bytes(), owner));
    }
}
