package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.Secret;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That nodes of one database read each other's secrets, or do not start.
class SharedKeyTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER = "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final PostgresqlConfig database = TestPostgres.emptied("keys");

    private SqlStore open(Path data, @Nullable String key) {
        Secret given = key == null ? null : Secret.of(key);
        return SqlStore.open(data, new StoreConfig(database, given), new TestClock());
    }

    @Test
    void opensOnAnotherNodeWhatOneSealed(@TempDir Path one, @TempDir Path two) {
        try (SqlStore first = open(one, KEY);
                SqlStore second = open(two, KEY)) {
            first.sealedSettings().put("secret", new byte[] {7});

            assertThat(second.sealedSettings().find("secret")).contains(new byte[] {7});
            assertThat(first.settings().find("secret").orElseThrow()).hasSizeGreaterThan(20);
        }
        assertThat(one.resolve("store.key")).doesNotExist();
    }

    @Test
    void takesTheKeyFileOfAnotherNode(@TempDir Path one, @TempDir Path two) throws IOException {
        open(one, null).close();
        String file = Files.readString(one.resolve("store.key"));
        Files.writeString(two.resolve("store.key"), file);

        open(two, null).close();
        Files.delete(two.resolve("store.key"));
        open(two, file).close();
    }

    @Test
    void refusesToStartWithAnotherKey(@TempDir Path one, @TempDir Path two) {
        open(one, KEY).close();

        assertThatThrownBy(() -> open(two, OTHER))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is not the one that the database was encrypted by")
                .hasMessageContaining("GRANTWAY_STORE_KEY");
    }

    @Test
    void makesNoKeyOfItsOwnForADatabaseThatHasOne(@TempDir Path one, @TempDir Path two) {
        open(one, KEY).close();

        assertThatThrownBy(() -> open(two, null))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("this node has no key")
                .hasMessageContaining(two.resolve("store.key").toString());
        assertThat(two.resolve("store.key")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "AAEC", "{}", "!"})
    void refusesWhatIsNoKeyWithoutRepeatingIt(String key, @TempDir Path data) {
        StoreConfig config = new StoreConfig(null, Secret.of(key));

        assertThatThrownBy(() -> SqlStore.open(data, config, new TestClock()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server.store.key (or GRANTWAY_STORE_KEY) must be 32 bytes")
                .hasNoCause();
    }
}
