package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.optionalText;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.TokenHash;
import io.grantway.store.seal.RowSeal;
import io.grantway.supply.KeptToken;
import io.grantway.vault.Account;
import io.grantway.vault.AccountEncoding;
import io.grantway.vault.AccountKey;
import io.grantway.vault.FixedCredential;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a row of the table `account` holds, and how its secrets are sealed: opening them is no work
/// for the thread of the database.
final class AccountRows {
    static final long NEVER = Long.MAX_VALUE;
    static final int ACTIVE = 0;

    private final RowSeal seal;

    AccountRows(RowSeal seal) {
        this.seal = seal;
    }

    /// A row as it is read.
    @SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
    record Read(
            Account account,
            long generation,
            long connection,
            byte @Nullable [] token,
            byte @Nullable [] fixed) {}

    static Read read(ResultSet row) throws SQLException {
        return new Read(
                account(row),
                row.getLong("generation"),
                row.getLong("connection"),
                row.getBytes("token"),
                row.getBytes("fixed"));
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                Columns.hash(row, "id"),
                key(row),
                row.getInt("state") == ACTIVE ? Account.State.ACTIVE : Account.State.RECONNECT,
                optionalText(row, "subject"),
                optionalText(row, "label"),
                AccountEncoding.variables(row.getString("variables")),
                optionalText(row, "scopes"),
                optionalText(row, "trouble"),
                Columns.time(row, "connected_at"),
                optionalTime(row, "ends_at"),
                optionalTime(row, "refreshed_at"));
    }

    static AccountKey key(ResultSet row) throws SQLException {
        return new AccountKey(
                row.getString("workspace"),
                row.getString("app"),
                row.getString("end_user"),
                row.getString("provider"));
    }

    private static Optional<Instant> optionalTime(ResultSet row, String column)
            throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static @Nullable Long millis(Optional<Instant> time) {
        return time.map(Columns::millis).orElse(null);
    }

    byte @Nullable [] sealed(
            String workspace, TokenHash id, long generation, Optional<KeptToken> token) {
        return token.isEmpty()
                ? null
                : seal.seal(workspace, token.get().encoded(), tokenRow(id, generation));
    }

    Optional<KeptToken> token(
            String workspace, TokenHash id, long generation, byte @Nullable [] sealed) {
        return sealed == null
                ? Optional.empty()
                : Optional.of(
                        KeptToken.decode(seal.open(workspace, sealed, tokenRow(id, generation))));
    }

    byte @Nullable [] sealedFixed(
            String workspace, TokenHash id, long connection, Optional<FixedCredential> fixed) {
        return fixed.isEmpty()
                ? null
                : seal.seal(
                        workspace, AccountEncoding.encoded(fixed.get()), fixedRow(id, connection));
    }

    Optional<FixedCredential> fixed(Read row) {
        TokenHash id = row.account().id();
        byte @Nullable [] sealed = row.fixed();
        return sealed == null
                ? Optional.empty()
                : Optional.of(
                        AccountEncoding.decode(
                                seal.open(
                                        row.account().key().workspace(),
                                        sealed,
                                        fixedRow(id, row.connection()))));
    }

    Optional<KeptToken> token(Read row) {
        Account account = row.account();
        return token(account.key().workspace(), account.id(), row.generation(), row.token());
    }

    /// An account goes also where its key is lost.
    static <T> Optional<T> unlessLost(Supplier<Optional<T>> opened) {
        try {
            return opened.get();
        } catch (StoreUnavailable _) {
            return Optional.empty();
        }
    }

    /// With the generation, so that nobody can put an old token back in its place.
    static String tokenRow(TokenHash id, long generation) {
        return "account token " + hex(id) + " " + generation;
    }

    static String fixedRow(TokenHash id, long connection) {
        return "account credential " + hex(id) + " " + connection;
    }

    private static String hex(TokenHash id) {
        return HexFormat.of().formatHex(id.bytes());
    }
}
