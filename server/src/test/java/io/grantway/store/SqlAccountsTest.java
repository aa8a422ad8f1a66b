package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.KeptToken;
import io.grantway.testing.TestClock;
import io.grantway.vault.Account;
import io.grantway.vault.AccountDeadlines;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountStore;
import io.grantway.vault.FixedCredential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlAccountsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir private Path data;

    /// Set before each test.
    @SuppressWarnings("NullAway.Init")
    private SqlStore store;

    @BeforeEach
    void open() {
        store = SqlStore.open(data, new TestClock());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static AccountKey key(String user) {
        return new AccountKey("Sample", "app", user, "drive");
    }

    private Account connected(String user) {
        KeptToken token =
                new KeptToken(
                        TokenHash.of("key"),
                        NOON,
                        Secret.of("planted-access-of-" + user),
                        "Bearer",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Secret.of("planted-refresh-of-" + user)),
                        Optional.empty(),
                        Optional.empty());
        return store.accounts()
                .connect(
                        new AccountStore.Consent(
                                TokenHash.of(user),
                                key(user),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Optional.of(token),
                                Optional.of(
                                        new FixedCredential.UserPass(
                                                user, Secret.of("planted-word-of-" + user))),
                                NOON,
                                Optional.empty(),
                                AccountDeadlines.NEVER));
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

    private void refusesToken(Account account) {
        assertThatThrownBy(() -> store.accounts().tokens().find(account.id()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageNotContaining("planted");
    }

    @Test
    void writesNothingThatCanBeRead() throws IOException {
        connected("megan");
        store.close();

        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("planted");
            }
        }
        open();
    }

    @Test
    void refusesWhatBelongsToAnotherAccountOrToAnOlderToken() throws SQLException {
        Account megan = connected("megan");
        Account nestor = connected("nestor");
        change(
                "UPDATE account SET token = (SELECT token FROM account WHERE end_user = 'nestor'),"
                        + " fixed = (SELECT fixed FROM account WHERE end_user = 'nestor')"
                        + " WHERE end_user = 'megan'");
        refusesToken(megan);
        assertThatThrownBy(() -> store.accounts().find(key("megan")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageNotContaining("planted");
        assertThat(store.accounts().tokens().find(nestor.id())).isPresent();

        change("UPDATE account SET generation = 7, connection = 7 WHERE end_user = 'nestor'");
        refusesToken(nestor);
        assertThatThrownBy(() -> store.accounts().find(key("nestor")))
                .isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void takesAnAccountAwayWhoseSecretsAreLost() throws SQLException {
        connected("megan");
        change("UPDATE account SET generation = 7, connection = 7 WHERE end_user = 'megan'");

        AccountStore.Removed removed = store.accounts().remove(key("megan")).orElseThrow();
        assertThat(removed.token()).isEmpty();
        assertThat(removed.fixed()).isEmpty();
        assertThat(store.accounts().of("Sample", "app", "megan")).isEmpty();
    }
}
