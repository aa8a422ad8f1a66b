package io.grantway.store.sql;

import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How values look in a column: ids as 16 bytes, hashes as 32, times in milliseconds since the
/// epoch.
final class Columns {
    private static final long NEVER = Long.MAX_VALUE;
    private static final Instant LAST = Instant.ofEpochMilli(NEVER);

    private Columns() {}

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static byte @Nullable [] bytes(Optional<UUID> id) {
        return id.isEmpty() ? null : bytes(id.get());
    }

    static byte @Nullable [] hash(Optional<TokenHash> hash) {
        return hash.isEmpty() ? null : hash.get().bytes();
    }

    static @Nullable String text(Optional<String> text) {
        return text.isEmpty() ? null : text.get();
    }

    /// Nothing where there are none: most tokens say nothing more.
    static @Nullable String text(TokenClaims claims) {
        return claims.isEmpty() ? null : claims.toString();
    }

    static TokenClaims claims(ResultSet row) throws SQLException {
        return optionalText(row, "claims").map(TokenClaims::parse).orElse(TokenClaims.NONE);
    }

    static long millis(Instant time) {
        return time.isBefore(LAST) ? time.toEpochMilli() : NEVER;
    }

    static UUID id(ResultSet row, String column) throws SQLException {
        return id(row.getBytes(column));
    }

    static Optional<UUID> optionalId(ResultSet row, String column) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(column);
        return bytes == null ? Optional.empty() : Optional.of(id(bytes));
    }

    static TokenHash hash(ResultSet row, String column) throws SQLException {
        return TokenHash.of(row.getBytes(column));
    }

    static Optional<TokenHash> optionalHash(ResultSet row, String column) throws SQLException {
        return Optional.<byte[]>ofNullable(row.getBytes(column)).map(TokenHash::of);
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Scopes scopes(ResultSet row) throws SQLException {
        return Scopes.parse(row.getString("scopes"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return millis == NEVER ? Instant.MAX : Instant.ofEpochMilli(millis);
    }

    private static UUID id(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
