package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.AuthenticatorApp;
import io.grantway.authserver.FactorStore;
import io.grantway.authserver.LinkedIdentity;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.TotpKey;
import io.grantway.authserver.User;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody can do who has the database, and what is left of a user who is deleted.
class SqlFactorsTest {
    private static final UUID MEGAN = new UUID(1, 2);
    private static final String KEY = "planted-secret-bytes";

    private final TestClock clock = new TestClock();

    private void fill(Path data) {
        try (SqlStore store = SqlStore.open(data, clock)) {
            store.factors()
                    .save(
                            new AuthenticatorApp(
                                    MEGAN, TotpKey.of(KEY.getBytes(StandardCharsets.UTF_8)), 7),
                            List.of(TokenHash.of("planted-code")));
        }
    }

    @Test
    void readsNeitherKeyNorCodesFromTheFile(@TempDir Path data) throws IOException {
        fill(data);

        byte[] database = Files.readAllBytes(data.resolve("grantway.db"));
        assertThat(new String(database, StandardCharsets.ISO_8859_1)).doesNotContain("planted");
    }

    @Test
    void refusesAKeyThatWasMovedToAnotherUser(@TempDir Path data) throws SQLException {
        fill(data);
        UUID other = new UUID(1, 3);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("grantway.db"));
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE authenticator_app SET user_id ="
                                            + " x'00000000000000010000000000000003'"))
                    .isEqualTo(1);
        }

        try (SqlStore store = SqlStore.open(data, clock)) {
            FactorStore factors = store.factors();
            assertThatThrownBy(() -> factors.app(other))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("store.key");
        }
    }

    @Test
    void forgetsTheFactorsOfAUserWhoIsDeletedFromTheirOwnWorkspace(@TempDir Path data) {
        fill(data);
        try (SqlStore store = SqlStore.open(data, clock)) {
            store.users().create(new User(MEGAN, "Sample", "megan", Optional.empty(), "hash"));

            store.users().delete("Other", MEGAN);
            assertThat(store.factors().app(MEGAN)).isPresent();
            store.users().delete("Sample", MEGAN);
            assertThat(store.factors().app(MEGAN)).isEmpty();
            assertThat(store.factors().recoveryCodes(MEGAN)).isZero();
        }
    }

    @Test
    void forgetsTheIdentitiesOfAUserWhoIsDeleted(@TempDir Path data) {
        try (SqlStore store = SqlStore.open(data, clock)) {
            store.users().create(new User(MEGAN, "Sample", "megan", Optional.empty(), ""));
            store.identities()
                    .link(
                            new LinkedIdentity(
                                    "Sample",
                                    "https://idp.example",
                                    "1",
                                    MEGAN,
                                    "megan@idp.example",
                                    clock.instant()));

            store.users().delete("Other", MEGAN);
            assertThat(store.identities().of(MEGAN)).hasSize(1);
            store.users().delete("Sample", MEGAN);
            assertThat(store.identities().of(MEGAN)).isEmpty();
            assertThat(store.identities().find("Sample", "https://idp.example", "1")).isEmpty();
        }
    }
}
