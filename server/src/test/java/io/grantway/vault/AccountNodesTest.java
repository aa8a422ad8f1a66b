package io.grantway.vault;

import static io.grantway.vault.LiveAccountsTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import io.grantway.store.Announcement;
import io.grantway.store.PostgresqlConfig;
import io.grantway.store.SqlStore;
import io.grantway.store.StoreConfig;
import io.grantway.testing.AtOnce;
import io.grantway.testing.RotatingTokens;
import io.grantway.testing.TestPostgres;
import io.grantway.testing.TokenIssuer.Answer;
import io.grantway.testing.VaultFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three nodes on one PostgreSQL.
@Timeout(120)
class AccountNodesTest {
    private static final Secret KEY = Secret.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int CALLERS = 200;

    private final List<SqlStore> others = new ArrayList<>();
    private final List<LiveAccounts> nodes = new ArrayList<>();

    /// Set before each test.
    @SuppressWarnings("NullAway.Init")
    private VaultFixture there;

    @BeforeEach
    void open(@TempDir Path directory) {
        PostgresqlConfig postgres = TestPostgres.emptied("vault");
        StoreConfig config = new StoreConfig(postgres, KEY);
        there = new VaultFixture(directory.resolve("one"), config);
        there.oauth2("drive", "");
        nodes.add(there.accounts);
        for (String name : List.of("two", "three")) {
            SqlStore store = SqlStore.open(directory.resolve(name), config, there.clock);
            others.add(store);
            nodes.add(there.node(store.accounts()));
        }
    }

    @AfterEach
    void close() throws Exception {
        there.close();
        others.forEach(SqlStore::close);
    }

    private List<Callable<String>> calls(AccountKey key) {
        List<Callable<String>> calls = new ArrayList<>();
        for (LiveAccounts node : nodes) {
            for (int i = 0; i < CALLERS; i++) {
                calls.add(() -> text(node.find(key).orElseThrow().credential()));
            }
        }
        return calls;
    }

    @Test
    void refreshOnceForAllCallersOfAllNodes() throws Exception {
        RotatingTokens server = new RotatingTokens("first");
        there.issuer.answering(server);
        AccountKey key = there.connect("megan", "drive");
        List<Callable<String>> calls = calls(key);

        for (int i = 1; i <= 3; i++) {
            there.clock.forward(HOUR);
            assertThat(AtOnce.call(calls)).containsOnly("access-" + i);
            assertThat(there.issuer.count()).isEqualTo(i);
        }
        assertThat(server.reuses()).isZero();
    }

    @Test
    void tellADeadGrantOnceOverAll() throws Exception {
        there.issuer.answering(_ -> Answer.error(400, "invalid_grant"));
        AccountKey key = there.connect("megan", "drive");
        nodes.forEach(node -> node.find(key).orElseThrow().credential());
        there.clock.forward(HOUR);
        List<Callable<AccountUnavailable.Reason>> calls = new ArrayList<>();
        for (LiveAccounts node : nodes) {
            for (int i = 0; i < 10; i++) {
                calls.add(() -> {
                    try {
                        node.find(key).orElseThrow().credential();
                        throw new AssertionError("there is a credential");
                    } catch (AccountUnavailable e) {
                        return e.reason();
                    }
                });
            }
        }

        assertThat(AtOnce.call(calls)).containsOnly(AccountUnavailable.Reason.RECONNECT);
        assertThat(there.events(VaultEvent.Kind.RECONNECT_NEEDED)).hasSize(1);
        assertThat(there.issuer.count()).isEqualTo(1);
    }

    @Test
    void forgetWhatAnotherNodeChanges() throws Exception {
        AccountKey key = there.connect("megan", "drive");
        LiveAccounts two = nodes.get(1);
        BlockingQueue<Announcement> followed = new LinkedBlockingQueue<>();
        try (AutoCloseable _ =
                others.getFirst()
                        .announceTo(announcement -> {
                            if (announcement instanceof Announcement.AccountChanged(var id)) {
                                two.forget(id);
                            }
                            followed.add(announcement);
                        })) {
            assertThat(followed.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(text(two.find(key).orElseThrow().credential())).isEqualTo("access-0");

            there.accounts.connect(
                    VaultFixture.connected(key, there.first("again", Optional.of("second"))));
            assertThat(followed.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(text(two.find(key).orElseThrow().credential())).isEqualTo("again");

            there.accounts.remove(key);
            assertThat(followed.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(two.ready(key)).isEmpty();
            assertThat(two.find(key)).isEmpty();
        }
    }
}
