package io.grantway.store;

import static io.grantway.testing.VaultEvents.MEGAN;
import static io.grantway.testing.VaultEvents.event;
import static io.grantway.testing.VaultEvents.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.testing.KnownAccounts;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Disconnecting.Disconnected;
import io.grantway.vault.VaultAppConfig;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.VaultEvent.Kind;
import io.grantway.vault.VaultNotice;
import io.grantway.vault.log.CallLog;
import io.grantway.vault.rights.UserRights;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class UserRightsTest {
    private static final String KEY = "printpixie-key-0123456789";
    private static final String TOKEN = "ya29.a0AfH6SMBxyzxyzxyzxyzxyz";
    private static final AccountKey BOB = key("printpixie", "bob", "google-drive");
    private static final AccountKey OTHERS = key("other", MEGAN.user(), "google-drive");

    private final TestClock clock = new TestClock();
    private final KnownAccounts accounts = new KnownAccounts();
    private final AppAuthentication apps =
            new AppAuthentication(() ->
                    VaultApps.of(
                            Map.of(
                                    "Sample",
                                    new VaultConfig(
                                            null,
                                            List.of(),
                                            List.of(
                                                    new VaultAppConfig(
                                                            "printpixie",
                                                            Secret.of(KEY),
                                                            List.of(),
                                                            List.of(),
                                                            null)),
                                            Duration.ofMinutes(30),
                                            Duration.ofDays(30),
                                            1000))));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private SqlStore store;

    @SuppressWarnings("NullAway.Init")
    private CallLog log;

    @SuppressWarnings("NullAway.Init")
    private UserRights rights;

    @BeforeEach
    void open() {
        store = SqlStore.open(directory.resolve("data"), clock);
        log =
                new CallLog(
                        store.vaultCalls(),
                        _ -> Optional.empty(),
                        clock,
                        new Random(1),
                        10_000,
                        Duration.ZERO);
        rights =
                new UserRights(
                        accounts,
                        store.vaultCalls(),
                        store.vaultNotices(),
                        this::disconnect,
                        log::settle);
        for (AccountKey key : List.of(MEGAN, BOB, OTHERS)) {
            Account account = accounts.put(key, Account.State.RECONNECT, Instant.EPOCH);
            log.happened(event(clock.instant(), Kind.CALL, key, "ok"));
            log.happened(telling(key, "refresh_token=" + TOKEN + " was refused"));
            store.vaultNotices().add(List.of(notice(account)));
        }
    }

    @AfterEach
    void close() {
        log.close();
        store.close();
    }

    private Optional<Disconnected> disconnect(AccountKey key, Optional<String> requestId) {
        log.happened(event(clock.instant(), Kind.DISCONNECTED, key, "ok"));
        return accounts.remove(key)
                .map(gone ->
                        new Disconnected(
                                gone.account(), false, Optional.of("the provider was silent")));
    }

    private static VaultEvent telling(AccountKey key, String detail) {
        return new VaultEvent(
                Instant.parse("2026-03-01T12:00:00Z"),
                Kind.REFRESH,
                key,
                "invalid_grant",
                OptionalInt.of(400),
                5,
                10,
                Optional.empty(),
                detail,
                Optional.empty());
    }

    private static VaultNotice notice(Account account) {
        return new VaultNotice(
                account.key(),
                Kind.RECONNECT_NEEDED,
                account.connected(),
                Instant.parse("2026-03-01T12:00:00Z"),
                account.label(),
                account.trouble(),
                Optional.empty());
    }

    private static Request asked(String method, String query) {
        return Requests.withVariables(
                new Request(
                        Requests.head(
                                method,
                                "https://localhost:8443/vault/v1/users/megan" + query,
                                "Authorization",
                                "Bearer " + KEY),
                        io.grantway.http.Body.EMPTY),
                Map.of("user", MEGAN.user()));
    }

    private JsonNode export(String query) {
        return Json.parse(rights.export(apps, asked("GET", query)).body().text());
    }

    @Test
    void showsAllThatIsKnownAndNothingSecretAndNobodyElse() {
        JsonNode all = export("");

        assertThat(all.get("accounts").size()).isEqualTo(1);
        assertThat(all.get("accounts").get(0).get("state").asString()).isEqualTo("reconnect");
        assertThat(all.get("notices").get(0).get("type").asString())
                .isEqualTo("account.reconnect_needed");
        assertThat(all.get("calls").size()).isEqualTo(2);
        assertThat(all.toString())
                .contains("subject-of-megan@personalemail.com", "refresh_token=… was refused")
                .doesNotContain("bob", "\"other\"", TOKEN, KEY);
    }

    @Test
    void goesOnWithTheCallsOfTheNextPage() {
        for (int i = 0; i < 1000; i++) {
            log.happened(event(clock.instant(), Kind.CALL, MEGAN, "ok"));
        }
        JsonNode first = export("");
        JsonNode second = export("?cursor=" + first.get("cursor").asString());

        assertThat(first.get("calls").size()).isEqualTo(1000);
        assertThat(second.get("calls").size()).isEqualTo(2);
        assertThat(second.get("cursor").isNull()).isTrue();
        assertThat(second.has("accounts")).isFalse();
    }

    @Test
    void deletesAllOfAUserAndSaysWhatCouldNotBeRevoked() throws Exception {
        JsonNode gone = Json.parse(rights.delete(apps, asked("DELETE", "")).body().text());

        assertThat(gone.get("accounts").get(0).toString())
                .isEqualTo(
                        "{\"provider\":\"google-drive\",\"revoked\":false,"
                                + "\"reason\":\"the provider was silent\"}");
        assertThat(gone.get("calls").asInt()).isEqualTo(3);
        assertThat(gone.get("notices").asInt()).isEqualTo(1);
        // The same user of the other app is somebody else.
        assertThat(rows(MEGAN.user()))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).contains("other"));
        assertThat(rows("bob")).hasSize(3);
    }

    @Test
    void deletesNothingTwice() {
        var _ = rights.delete(apps, asked("DELETE", ""));

        assertThat(Json.parse(rights.delete(apps, asked("DELETE", "")).body().text()).toString())
                .isEqualTo(
                        "{\"app\":\"printpixie\",\"user\":\"megan@personalemail.com\","
                                + "\"accounts\":[],\"notices\":0,\"calls\":0}");
    }

    @Test
    void refusesWhoeverIsNoApp() {
        Request stranger = Requests.get("https://localhost:8443/vault/v1/users/megan");

        assertThatThrownBy(() -> rights.delete(apps, stranger)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> rights.export(apps, stranger)).isInstanceOf(Problem.class);
        assertThat(accounts.of("Sample", "printpixie", MEGAN.user())).hasSize(1);
    }

    /// Of every table, those that name something.
    private List<String> rows(String named) throws SQLException {
        Path copy = directory.resolve("copy-" + named + ".db");
        store.backup(copy);
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            for (String table : tables(connection)) {
                found.addAll(rows(connection, table, named));
            }
        }
        return found;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet names =
                        statement.executeQuery(
                                "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        assertThat(tables).contains("vault_call", "vault_notice", "vault_delivery");
        return tables;
    }

    private static List<String> rows(Connection connection, String table, String named)
            throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
            while (rows.next()) {
                StringBuilder text = new StringBuilder(table);
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.append(' ').append(rows.getString(i));
                }
                if (text.indexOf(named) >= 0) {
                    found.add(text.toString());
                }
            }
        }
        return found;
    }
}
