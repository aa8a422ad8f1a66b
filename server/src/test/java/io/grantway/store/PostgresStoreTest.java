package io.grantway.store;

import io.grantway.testing.TestClock;
import io.grantway.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// One store for all, since opening one takes longer than most of what is tested.
class PostgresStoreTest extends SqlStoreContracts {
    private static final TestClock CLOCK = new TestClock();
    private static SqlStore opened;

    PostgresStoreTest() {
        super(CLOCK);
    }

    @BeforeAll
    static void open(@TempDir Path directory) {
        StoreConfig config = new StoreConfig(TestPostgres.emptied("contracts"), null);
        opened = SqlStore.open(directory, config, CLOCK);
    }

    @BeforeEach
    void empty() {
        TestPostgres.emptied("contracts");
        store = opened;
    }

    @AfterAll
    static void close() {
        opened.close();
    }
}
