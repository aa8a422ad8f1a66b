package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.KeptToken;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestPostgres;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That the workspaces' keys can be changed while accounts are used, and no account is lost.
class DataKeyRotationTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final TestClock clock = new TestClock();

    @TempDir private Path data;

    private SqlStore open(Path directory, boolean shared) {
        PostgresqlConfig database = shared ? TestPostgres.emptied("datakeys") : null;
        return SqlStore.open(directory, new StoreConfig(database, Secret.of(KEY)), clock);
    }

    private static TokenHash id(int number) {
        return TokenHash.of(ByteBuffer.allocate(32).putInt(number).array());
    }

    private static AccountKey key(int number) {
        return new AccountKey("default", "app", "user" + number, "drive");
    }

    private static KeptToken token(String text) {
        return new KeptToken(
                id(1),
                NOW,
                Secret.of(text),
                "Bearer",
                Optional.empty(),
                Optional.empty(),
                Optional.of(Secret.of("refresh " + text)),
                Optional.empty(),
                Optional.empty());
    }

    private static void connect(SqlStore store, int number, String text) {
        var _ =
                store.accounts()
                        .connect(
                                new AccountStore.Consent(
                                        id(number),
                                        key(number),
                                        Optional.of("s" + number),
                                        Optional.empty(),
                                        Map.of(),
                                        Optional.of(token(text)),
                                        Optional.empty(),
                                        NOW,
                                        Optional.empty(),
                                        Instant.MAX));
    }

    private static void requireToken(SqlStore store, int number, String text) {
        KeptToken kept =
                store.accounts().tokens().find(id(number)).orElseThrow().token().orElseThrow();
        assertThat(kept.accessToken().matches(text)).isTrue();
    }

    private static long left(SqlStore store) {
        return store.keyRotation().status().dataKeys().getFirst().left();
    }

    private static boolean rotating(SqlStore store) {
        return store.keyRotation().status().dataKeys().getFirst().rotating();
    }

    private void finish(SqlStore store) {
        store.keyRotation().proceed();
        clock.forward(KeyRotation.GRACE);
        store.keyRotation().proceed();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNoAccountThatIsReadOrChangedMeanwhile(boolean shared) throws Exception {
        try (SqlStore store = open(data, shared);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2000; i++) {
                connect(store, i, "t" + i);
            }
            AtomicBoolean over = new AtomicBoolean();
            Future<?> reads =
                    threads.submit(() -> {
                        for (int i = 1; !over.get(); i = i % 1999 + 1) {
                            requireToken(store, i, "t" + i);
                        }
                    });
            Future<Integer> writes =
                    threads.submit(() -> {
                        int last = 0;
                        while (!over.get()) {
                            last++;
                            connect(store, 0, "v" + last);
                            requireToken(store, 0, "v" + last);
                        }
                        return last;
                    });
            store.keyRotation().rotateDataKeys();
            assertThat(left(store)).isGreaterThan(1000);
            finish(store);
            over.set(true);
            reads.get();

            requireToken(store, 0, "v" + writes.get());
            finish(store);
            assertThat(rotating(store)).isFalse();
            for (int i = 1; i < 2000; i++) {
                requireToken(store, i, "t" + i);
            }
        }
    }

    @Test
    void opensNothingByTheOldKeyAfterwards() {
        try (SqlStore store = open(data, false)) {
            byte[] secret = "secret".getBytes(StandardCharsets.US_ASCII);
            byte[] old = store.rowSeal().seal("default", secret, "row 1");
            store.keyRotation().rotateDataKeys();
            assertThat(store.rowSeal().open("default", old, "row 1")).isEqualTo(secret);
            finish(store);

            assertThatThrownBy(() -> store.rowSeal().open("default", old, "row 1"))
                    .isInstanceOf(StoreUnavailable.class);
        }
    }

    @Test
    void goesOnAfterACrash() {
        try (SqlStore store = open(data, false)) {
            for (int i = 0; i < 250; i++) {
                connect(store, i, "t" + i);
            }
            store.keyRotation().rotateDataKeys();
            connect(store, 7, "t7");
        }
        try (SqlStore store = open(data, false)) {
            assertThat(left(store)).isEqualTo(249);
            requireToken(store, 9, "t9");
            finish(store);
            assertThat(rotating(store)).isFalse();
            requireToken(store, 7, "t7");
            requireToken(store, 9, "t9");
        }
    }

    @Test
    void oneNodeRotatesWhileTheOtherGoesOn(@TempDir Path other) {
        StoreConfig config = new StoreConfig(TestPostgres.emptied("datakeys"), Secret.of(KEY));
        try (SqlStore one = SqlStore.open(data, config, clock);
                SqlStore two = SqlStore.open(other, config, clock)) {
            connect(one, 1, "t1");
            requireToken(two, 1, "t1");
            one.keyRotation().rotateDataKeys();
            connect(one, 2, "t2");
            requireToken(two, 2, "t2");
            connect(two, 3, "t3");
            finish(one);
            assertThat(rotating(two)).isFalse();
            for (int i = 1; i < 4; i++) {
                requireToken(one, i, "t" + i);
                requireToken(two, i, "t" + i);
            }
            connect(two, 4, "t4");
            requireToken(one, 4, "t4");
        }
    }
}
