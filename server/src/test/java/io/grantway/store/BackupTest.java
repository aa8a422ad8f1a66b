package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.oauth.TokenHash;
import io.grantway.testing.AtOnce;
import io.grantway.testing.Issued;
import io.grantway.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private final TestClock clock = new TestClock();
    private final Issued sample = new Issued("Sample", clock.instant());
    @TempDir private Path directory;
    private Path backup;
    private SqlStore store;

    @BeforeEach
    void open() throws IOException {
        store = SqlStore.open(directory.resolve("data"), clock);
        backup = Files.createDirectory(directory.resolve("safe")).resolve("backup.db");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void opensAsAStoreWithEverythingThatWasWritten() throws IOException {
        store.tokens().save(sample.token("one"));
        store.settings().put("key", new byte[] {1, 2, 3});
        store.backup(backup);
        store.tokens().save(sample.token("two"));

        try (SqlStore restored = restored()) {
            assertThat(restored.tokenLookup().findAccessToken(TokenHash.of("one"))).isPresent();
            assertThat(restored.tokenLookup().findAccessToken(TokenHash.of("two"))).isEmpty();
            assertThat(restored.settings().find("key")).contains(new byte[] {1, 2, 3});
            restored.tokens().save(sample.token("three"));
            assertThat(restored.tokens().list("Sample", Optional.empty(), 10)).hasSize(2);
        }
    }

    @Test
    void isReadableByItsOwnerAloneAndLeavesNothingBeside() throws IOException {
        store.backup(backup);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        try (var files = Files.list(backup.getParent())) {
            assertThat(files).containsExactly(backup);
        }
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.writeString(backup, "precious");

        assertThatThrownBy(() -> store.backup(backup))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(backup + " exists already: name a file that does not");
        assertThat(backup).hasContent("precious");
    }

    @Test
    void saysWhichDirectoryIsMissing() {
        Path lost = directory.resolve("missing/backup.db");

        assertThatThrownBy(() -> store.backup(lost))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("make " + lost.getParent());
    }

    @Test
    void isMadeWhileOthersWriteAndHoldsAllThatWasAcknowledgedBefore() throws Exception {
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        CountDownLatch some = new CountDownLatch(50);
        Thread writing =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; i < 2000 && !Thread.interrupted(); i++) {
                                store.tokens().save(sample.token("token " + i));
                                acknowledged.add("token " + i);
                                some.countDown();
                            }
                        });
        some.await();
        List<String> before = List.copyOf(acknowledged);
        store.backup(backup);
        writing.interrupt();
        writing.join();

        try (SqlStore restored = restored()) {
            assertThat(before)
                    .allSatisfy(name ->
                            assertThat(restored.tokenLookup().findAccessToken(TokenHash.of(name)))
                                    .isPresent());
        }
    }

    @Test
    void letsOneOfTwoHaveAName() throws Exception {
        Callable<Boolean> copy =
                () -> {
                    try {
                        store.backup(backup);
                        return true;
                    } catch (IllegalArgumentException _) {
                        return false;
                    }
                };

        assertThat(AtOnce.call(List.of(copy, copy))).containsExactlyInAnyOrder(true, false);
        restored().close();
    }

    private SqlStore restored() throws IOException {
        Path data = Files.createDirectory(directory.resolve("restored"));
        Files.copy(backup, data.resolve("grantway.db"));
        return SqlStore.open(data, clock);
    }
}
