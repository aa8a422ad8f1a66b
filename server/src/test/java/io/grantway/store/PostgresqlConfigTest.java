package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.boot.ConfigurationFiles;
import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlConfigTest {
    private static StoreConfig read(String postgresql) {
        String yaml = "server: {store: {postgresql: {" + postgresql + "}}}";
        return ConfigurationFiles.load(List.of(), List.of(new ConfigText("test", yaml)), Map.of())
                .value()
                .server()
                .store();
    }

    @Test
    void needsNoMoreThanAHost() {
        PostgresqlConfig config = Objects.requireNonNull(read("host: db.internal").postgresql());

        assertThat(config.port()).isEqualTo(5432);
        assertThat(config.database()).isEqualTo("grantway");
        assertThat(config.username()).isEqualTo("grantway");
        assertThat(config.pool()).isEqualTo(10);
        assertThat(config.tls()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "port: 5432 | needs host, or url",
                "host: a, url: 'jdbc:postgresql://b/c' | not both",
                "url: 'jdbc:mysql://b/c' | must begin with jdbc:postgresql://",
                "url: 'jdbc:postgresql://b/c?password=planted' | no user and no password",
                "url: 'jdbc:postgresql://megan:planted@b/c' | no user and no password",
                "host: 'a,b' | several go into url",
                "host: a, port: 70000 | between 1 and 65535",
                "host: a, pool: 0 | between 1 and 500",
                "host: a, tls: maybe | verify"
            })
    void saysWhatIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e -> assertThat(e.report()).contains(message).doesNotContain("planted"));
    }
}
