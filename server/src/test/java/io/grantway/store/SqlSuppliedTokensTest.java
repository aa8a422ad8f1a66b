package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.SuppliedTokenStore;
import io.grantway.supply.SuppliedTokenStoreContract;
import io.grantway.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlSuppliedTokensTest implements SuppliedTokenStoreContract {
    @TempDir private Path data;
    private SqlStore store;

    @BeforeEach
    void open() {
        store = SqlStore.open(data, new TestClock());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public SuppliedTokenStore tokens() {
        return store.suppliedTokens();
    }

    private void saved(String definition, String token) {
        tokens().save(
                        SuppliedTokenStoreContract.place(definition),
                        0,
                        1,
                        SuppliedTokenStoreContract.token(token),
                        NOON,
                        LATER);
    }

    private void change(String sql) throws SQLException {
        store.close();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("grantway.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
        open();
    }

    @Test
    void writesNothingThatCanBeRead() throws IOException {
        saved("a", "planted-access-token");
        store.tokenSpill().put(TokenHash.of("a"), "planted-spill".getBytes(StandardCharsets.UTF_8));
        store.close();

        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("planted");
            }
        }
        open();
        assertThat(store.tokenSpill().all()).containsOnlyKeys(TokenHash.of("a"));
        store.tokenSpill().remove(TokenHash.of("a"));
        assertThat(store.tokenSpill().all()).isEmpty();
    }

    @Test
    void refusesATokenOfAnotherRowOrGeneration() throws SQLException {
        saved("a", "token-of-a");
        saved("b", "token-of-b");
        change(
                "UPDATE supplied_token SET body = (SELECT body FROM supplied_token"
                        + " WHERE definition = 'b') WHERE definition = 'a'");
        change("UPDATE supplied_token SET generation = 7 WHERE definition = 'b'");

        for (String definition : new String[] {"a", "b"}) {
            assertThatThrownBy(
                            () -> tokens().find(SuppliedTokenStoreContract.place(definition).id()))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageNotContaining("token-of");
        }
    }
}
