package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.testing.AtOnce;
import io.grantway.testing.TestClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSettingsTest {
    @TempDir private Path directory;

    @Test
    void outliveTheProcess() {
        try (SqlStore store = SqlStore.open(directory, new TestClock())) {
            store.settings().put("key", new byte[] {1});
            store.settings().put("key", new byte[] {2});
        }
        try (SqlStore store = SqlStore.open(directory, new TestClock())) {
            assertThat(store.settings().find("key")).contains(new byte[] {2});
            assertThat(store.settings().find("another")).isEmpty();
        }
    }

    @Test
    void areGoneOnceDeleted() {
        try (SqlStore store = SqlStore.open(directory, new TestClock())) {
            store.settings().put("key", new byte[] {1});

            assertThat(store.settings().delete("key")).isTrue();
            assertThat(store.settings().delete("key")).isFalse();
            assertThat(store.settings().find("key")).isEmpty();
        }
    }

    @Test
    void areMadeOnceHoweverManyAskAtOnce() throws Exception {
        try (SqlStore store = SqlStore.open(directory, new TestClock())) {
            List<Callable<Byte>> calls = new ArrayList<>();
            for (byte i = 0; i < 16; i++) {
                byte[] mine = {i};
                calls.add(() -> store.settings().findOrMake("key", () -> mine)[0]);
            }

            assertThat(AtOnce.call(calls).stream().distinct()).hasSize(1);
        }
    }
}
