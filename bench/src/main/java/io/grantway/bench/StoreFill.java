package io.grantway.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/// Fills the token table of a server that is not running, with copies of the one token in it: the
/// hash of `load-N` for the N-th, ids in the order of time, good for thirty days.
final class StoreFill {
    private static final int BATCH = 10_000;
    private static final String COPY =
            """
            INSERT INTO token (id, workspace, access_hash, refresh_hash, family, audience, client, subject,
                scopes, created_at, expires_at, refresh_expires_at, dead_at)
            SELECT ?1, workspace, ?2, refresh_hash, ?1, audience, client, subject,
                scopes, ?3, ?4, ?4, ?4 FROM (SELECT * FROM token ORDER BY id LIMIT 1)
            """;

    private StoreFill() {}

    static void fill(Path database, int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            try (Statement fast = connection.createStatement()) {
                // Nothing is lost if this is broken off: the store is thrown away then.
                fast.execute("PRAGMA synchronous = OFF");
                fast.execute("PRAGMA cache_size = -1500000");
            }
            connection.setAutoCommit(false);
            insert(connection, count);
        }
    }

    private static void insert(Connection connection, int count) throws SQLException {
        // Before now, so that the tokens made while measuring come behind, as they would.
        long first = Instant.now().toEpochMilli() - count;
        long expiry = Instant.now().plus(Duration.ofDays(30)).toEpochMilli();
        try (PreparedStatement copy = connection.prepareStatement(COPY)) {
            for (int i = 0; i < count; i++) {
                copy.setBytes(1, id(first + i, i));
                copy.setBytes(2, hash("load-" + i));
                copy.setLong(3, first + i);
                copy.setLong(4, expiry);
                copy.addBatch();
                if (i % BATCH == BATCH - 1) {
                    copy.executeBatch();
                    connection.commit();
                }
            }
            copy.executeBatch();
            connection.commit();
        }
    }

    /// As RFC 9562 §5.7 has it: milliseconds first.
    private static byte[] id(long millis, int number) {
        return ByteBuffer.allocate(16)
                .putLong(millis << 16 | 0x7000L)
                .putLong(0x8000_0000_0000_0000L | number * 0x9E37_79B9L)
                .array();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
