package io.grantway.store;

import io.grantway.testing.TestClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlStoreTest extends SqlStoreContracts {
    SqlStoreTest() {
        super(new TestClock());
    }

    @BeforeEach
    void open(@TempDir Path directory) {
        store = SqlStore.open(directory, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }
}
