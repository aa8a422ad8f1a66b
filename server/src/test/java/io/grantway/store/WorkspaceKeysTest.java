package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.seal.RowSeal;
import io.grantway.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That each workspace's rows have a key of their own, and each row its place.
class WorkspaceKeysTest {
    private static final byte[] SECRET = "refresh-token-9".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path data;
    private SqlStore store;
    private RowSeal rows;

    @BeforeEach
    void open() {
        store = SqlStore.open(data, new TestClock());
        rows = store.rowSeal();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void opensWhatItSealed() {
        byte[] sealed = rows.seal("default", SECRET, "account 1");

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("refresh");
        assertThat(rows.open("default", sealed, "account 1")).isEqualTo(SECRET);
    }

    @Test
    void opensItAfterARestart() {
        byte[] sealed = rows.seal("default", SECRET, "account 1");
        close();
        open();

        assertThat(rows.open("default", sealed, "account 1")).isEqualTo(SECRET);
    }

    @Test
    void refusesARowInAnothersPlace() {
        byte[] sealed = rows.seal("default", SECRET, "account 1");

        assertThatThrownBy(() -> rows.open("default", sealed, "account 2"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("account 2")
                .hasMessageContaining("do not fit");
    }

    @Test
    void refusesARowInAnotherWorkspace() {
        byte[] sealed = rows.seal("default", SECRET, "account 1");
        byte[] _ = rows.seal("other", SECRET, "account 1");

        assertThatThrownBy(() -> rows.open("other", sealed, "account 1"))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> rows.open("third", sealed, "account 1"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("no data key of the workspace third");
    }
}
