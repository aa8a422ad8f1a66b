package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody can do who has the database, or a part of it.
class SqlSigningKeysTest {
    private static final String ISSUER = "https://auth.example";
    private static final String OTHER = "https://other.example";

    private final TestClock clock = new TestClock();

    private KeyRing ring(SqlStore store, String issuer) {
        return KeyRing.open(
                issuer,
                List.of(SigningAlgorithm.ES256),
                new KeySchedule(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(1)),
                store.signingKeys(),
                clock,
                new SecureRandom());
    }

    private String fill(Path data) {
        try (SqlStore store = SqlStore.open(data, clock)) {
            ring(store, OTHER).upkeep();
            return ring(store, ISSUER).signer(SigningAlgorithm.ES256).keyId();
        }
    }

    private static void change(Path data, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("grantway.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private void assertRefused(Path data) {
        try (SqlStore store = SqlStore.open(data, clock)) {
            assertThatThrownBy(() -> ring(store, ISSUER))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("store.key")
                    .hasMessageContaining("does not fit the database");
        }
    }

    @Test
    void findsItsKeysAgainAfterARestart(@TempDir Path data) {
        String id = fill(data);

        try (SqlStore store = SqlStore.open(data, clock)) {
            assertThat(ring(store, ISSUER).signer(SigningAlgorithm.ES256).keyId()).isEqualTo(id);
        }
    }

    @Test
    void readsNoPrivateKeyFromTheFiles(@TempDir Path data) throws IOException {
        String id = fill(data);

        byte[] database = Files.readAllBytes(data.resolve("grantway.db"));
        assertThat(new String(database, StandardCharsets.ISO_8859_1))
                .contains(id)
                .doesNotContain("pkcs8");
    }

    @Test
    void refusesAKeyFileThatIsNotTheDatabases(@TempDir Path data, @TempDir Path elsewhere)
            throws IOException {
        fill(data);
        fill(elsewhere);
        Files.copy(
                elsewhere.resolve("store.key"),
                data.resolve("store.key"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> SqlStore.open(data, clock))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is not the one that the database was encrypted by")
                .hasMessageContaining(data.resolve("store.key").toString());
    }

    @Test
    void refusesAKeyThatWasMovedToAnotherIssuer(@TempDir Path data) throws SQLException {
        fill(data);
        change(data, "DELETE FROM signing_key WHERE issuer = '" + ISSUER + "'");
        change(data, "UPDATE signing_key SET issuer = '" + ISSUER + "'");

        assertRefused(data);
    }

    @Test
    void refusesAKeyThatWasPutUnderAnotherId(@TempDir Path data) throws SQLException {
        fill(data);
        change(data, "UPDATE signing_key SET id = 'x' WHERE issuer = '" + ISSUER + "'");

        assertRefused(data);
    }

    @Test
    void refusesAKeyThatWasChanged(@TempDir Path data) throws SQLException {
        fill(data);
        change(
                data,
                "UPDATE signing_key SET body = randomblob(length(body)) WHERE issuer = '"
                        + ISSUER
                        + "'");

        assertRefused(data);
    }
}
