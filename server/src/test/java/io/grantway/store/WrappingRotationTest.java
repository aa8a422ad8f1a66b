package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.store.seal.Seal;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the store's own key can be changed while the store is used, and is never lost.
class WrappingRotationTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String NEW = "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final TokenHash SPILLED = TokenHash.of(new byte[32]);

    private final TestClock clock = new TestClock();

    @TempDir private Path data;

    private SqlStore open() {
        return SqlStore.open(data, clock);
    }

    private static byte[] value(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void fill(SqlStore store, int settings) {
        for (int i = 0; i < settings; i++) {
            store.sealedSettings().put("s" + i, value("secret " + i));
        }
        byte[] _ = store.rowSeal().seal("default", value("row"), "row 1");
        store.tokenSpill().put(SPILLED, value("spilled"));
        store.accountSpill().put(SPILLED, value("of an account"));
    }

    private static void requireAll(SqlStore store, int settings) {
        for (int i = 0; i < settings; i++) {
            assertThat(store.sealedSettings().find("s" + i)).contains(value("secret " + i));
        }
        assertThat(store.tokenSpill().all()).containsEntry(SPILLED, value("spilled"));
        assertThat(store.accountSpill().all()).containsEntry(SPILLED, value("of an account"));
    }

    private void finish(SqlStore store) {
        store.keyRotation().proceed();
        clock.forward(KeyRotation.GRACE);
        store.keyRotation().proceed();
    }

    @Test
    void movesEverythingAndThrowsTheOldKeyAway() throws IOException {
        try (SqlStore store = open()) {
            fill(store, 250);
            byte[] before = Files.readAllBytes(data.resolve("store.key"));
            byte[] row = store.rowSeal().seal("default", value("row"), "row 1");
            store.keyRotation().rotateWrapping();
            assertThat(store.keyRotation().status().rotating()).isTrue();
            assertThat(store.keyRotation().status().left()).isEqualTo(251);

            store.keyRotation().proceed();
            assertThat(store.keyRotation().status().left()).isZero();
            assertThat(store.keyRotation().status().rotating()).isTrue();
            finish(store);

            assertThat(store.keyRotation().status().rotating()).isFalse();
            requireAll(store, 250);
            assertThat(store.rowSeal().open("default", row, "row 1")).isEqualTo(value("row"));
            byte[] kept = store.settings().find("s7").orElseThrow();
            byte[] file = Files.readAllBytes(data.resolve("store.key"));
            Files.write(data.resolve("store.key"), before);
            assertThatThrownBy(() -> new Seal(data).open(kept, "setting s7"))
                    .isInstanceOf(StoreUnavailable.class);
            Files.write(data.resolve("store.key"), file);
        }
        try (SqlStore store = open()) {
            requireAll(store, 250);
        }
    }

    @Test
    void opensNothingByTheOldKeyAfterwards() {
        try (SqlStore store = open()) {
            fill(store, 1);
            byte[] old = store.settings().find("s0").orElseThrow();
            store.keyRotation().rotateWrapping();
            finish(store);

            store.settings().put("s0", old);
            assertThatThrownBy(() -> store.sealedSettings().find("s0"))
                    .isInstanceOf(StoreUnavailable.class);
        }
    }

    @Test
    void goesOnAfterACrash() {
        try (SqlStore store = open()) {
            fill(store, 150);
            store.keyRotation().rotateWrapping();
            store.sealedSettings().put("s0", value("secret 0"));
        }
        try (SqlStore store = open()) {
            requireAll(store, 150);
            assertThat(store.keyRotation().status().left()).isEqualTo(150);
            store.keyRotation().proceed();
        }
        try (SqlStore store = open()) {
            assertThat(store.keyRotation().status().rotating()).isTrue();
            finish(store);
            assertThat(store.keyRotation().status().rotating()).isFalse();
            requireAll(store, 150);
        }
    }

    @Test
    void keepsTheOldKeyWhileARowNeedsIt() {
        try (SqlStore store = open()) {
            fill(store, 2);
            byte[] other = store.settings().find("s1").orElseThrow();
            store.settings().put("s0", other);
            store.keyRotation().rotateWrapping();
            finish(store);

            assertThat(store.keyRotation().status().rotating()).isTrue();
            assertThat(store.keyRotation().status().left()).isEqualTo(1);
            assertThat(store.sealedSettings().find("s1")).contains(value("secret 1"));
        }
    }

    @Test
    void losesNoChangeMadeMeanwhile() throws Exception {
        try (SqlStore store = open();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            fill(store, 2000);
            AtomicBoolean over = new AtomicBoolean();
            Future<Integer> writes =
                    threads.submit(() -> {
                        int last = 0;
                        while (!over.get()) {
                            last++;
                            store.sealedSettings().put("changed", value("v" + last));
                            assertThat(store.sealedSettings().find("changed"))
                                    .contains(value("v" + last));
                        }
                        return last;
                    });
            Future<?> reads =
                    threads.submit(() -> {
                        while (!over.get()) {
                            requireAll(store, 2000);
                        }
                    });
            store.keyRotation().rotateWrapping();
            finish(store);
            over.set(true);
            reads.get();

            assertThat(store.sealedSettings().find("changed")).contains(value("v" + writes.get()));
            requireAll(store, 2000);
        }
    }

    @Test
    void movesToAKeyThatIsGiven() throws IOException {
        try (SqlStore store = open()) {
            fill(store, 20);
        }
        String file = Files.readString(data.resolve("store.key"));
        Files.delete(data.resolve("store.key"));
        StoreConfig both =
                new StoreConfig(
                        null, Secret.of(KEY), List.of(Secret.of(file), Secret.of(NEW)), null);
        try (SqlStore store = SqlStore.open(data, both, clock)) {
            requireAll(store, 20);
            store.keyRotation().proceed();
            assertThat(store.keyRotation().status().left()).isEqualTo(21);
            store.keyRotation().rotateWrapping();
            store.keyRotation().proceed();
            assertThat(store.keyRotation().status().left()).isZero();
        }
        try (SqlStore store = SqlStore.open(data, new StoreConfig(null, Secret.of(KEY)), clock)) {
            requireAll(store, 20);
            assertThatThrownBy(() -> store.keyRotation().rotateWrapping())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("server.store.formerKeys");
        }
    }

    @Test
    void movesOneNodeAfterTheOther(@TempDir Path other) {
        PostgresqlConfig database = TestPostgres.emptied("rotation");
        StoreConfig before =
                new StoreConfig(database, Secret.of(KEY), List.of(Secret.of(NEW)), null);
        StoreConfig after =
                new StoreConfig(database, Secret.of(NEW), List.of(Secret.of(KEY)), null);
        try (SqlStore old = SqlStore.open(data, before, clock);
                SqlStore young = SqlStore.open(other, after, clock)) {
            fill(old, 120);
            young.keyRotation().rotateWrapping();
            young.keyRotation().proceed();
            old.keyRotation().proceed();

            assertThat(young.keyRotation().status().left()).isZero();
            requireAll(old, 120);
            old.sealedSettings().put("s1", value("secret 1"));
            assertThat(young.sealedSettings().find("s1")).contains(value("secret 1"));
        }
    }

    @Test
    void makesNoKeyFileOfSeveralNodesDiffer() {
        PostgresqlConfig database = TestPostgres.emptied("rotation");
        try (SqlStore store = SqlStore.open(data, new StoreConfig(database, null), clock)) {
            assertThatThrownBy(() -> store.keyRotation().rotateWrapping())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("several nodes");
            assertThat(store.keyRotation().status().rotating()).isFalse();
        }
    }

    @Test
    void startsNotWithoutTheKeyFile() throws IOException {
        try (SqlStore store = open()) {
            fill(store, 1);
        }
        Files.delete(data.resolve("store.key"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("this node has no key")
                .hasMessageContaining(data.resolve("store.key").toString());
        assertThat(data.resolve("store.key")).doesNotExist();
    }

    @Test
    void copiesItselfWithoutTheKey(@TempDir Path elsewhere) throws IOException {
        try (SqlStore store = open()) {
            fill(store, 1);
        }
        Files.delete(data.resolve("store.key"));
        SqlStore.backup(data, elsewhere.resolve("copy.db"), clock);

        assertThat(elsewhere.resolve("copy.db")).isNotEmptyFile();
    }
}
