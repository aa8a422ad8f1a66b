package io.grantway.store.sql;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes away a few of the rows that can matter no more. Found by index, so that it costs what it
/// takes away.
public final class Upkeep implements Work<Boolean> {
    private static final int AT_ONCE = 256;
    private static final String TOKENS =
            "DELETE FROM token WHERE id IN"
                    + " (SELECT id FROM token WHERE dead_at <= ? ORDER BY dead_at LIMIT ?)"
                    + " RETURNING CASE WHEN refresh_hash IS NULL THEN NULL ELSE family END"
                    + " AS family";
    private static final String CODES =
            "DELETE FROM code WHERE hash IN"
                    + " (SELECT hash FROM code WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)";
    private static final String SPENT =
            "DELETE FROM spent WHERE hash IN"
                    + " (SELECT hash FROM spent WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)";
    private static final String SESSIONS =
            "DELETE FROM login_session WHERE hash IN (SELECT hash FROM login_session"
                    + " WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)";

    private static final String DENIED =
            "DELETE FROM denied_token WHERE hash IN (SELECT hash FROM denied_token"
                    + " WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)";

    /// How many entries of the audit trail are kept.
    private static final long ENTRIES = 100_000;

    private static final String AUDIT =
            "DELETE FROM audit WHERE number IN (SELECT number FROM audit"
                    + " WHERE number <= (SELECT max(number) FROM audit) - ?"
                    + " ORDER BY number LIMIT ?)";

    private final InstantSource clock;

    public Upkeep(InstantSource clock) {
        this.clock = clock;
    }

    /// @return whether there is more to take away
    @Override
    public Boolean run(Session session) throws SQLException {
        long now = clock.millis();
        List<Optional<UUID>> families =
                session.list(TOKENS, row -> Columns.optionalId(row, "family"), now, AT_ONCE);
        for (Optional<UUID> family : families) {
            if (family.isPresent()) {
                SqlTokens.forgetDeadFamily(session, family.get());
            }
        }
        boolean more = families.size() == AT_ONCE;
        for (String rows : List.of(CODES, SPENT, SESSIONS, DENIED)) {
            more |= session.update(rows, now, AT_ONCE) == AT_ONCE;
        }
        more |= session.update(AUDIT, ENTRIES, AT_ONCE) == AT_ONCE;
        return more;
    }
}
