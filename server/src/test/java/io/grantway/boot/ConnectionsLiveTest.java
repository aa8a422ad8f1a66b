package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.testing.Backend;
import io.grantway.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections in a server that runs.
class ConnectionsLiveTest {
    @TempDir private Path directory;

    @Test
    void countsTheCallsOfConnectionsAndNothingWithoutThem() throws Exception {
        try (Backend backend = new Backend();
                TestServer server =
                        TestServer.start(
                                directory,
                                "connections: [{name: API, rest: {url: '%s'}}]"
                                        .formatted(backend.url("")))) {
            String with = server.administer("GET", "/metrics", "text/plain", "").body();
            assertThat(with)
                    .contains(
                            "grantway_connection_calls_total{connection=\"API\",workspace=\"default\"}"
                                + " 0.0");
        }
    }

    @Test
    void hasNoNumbersWithoutConnections() throws Exception {
        try (TestServer server = TestServer.start(directory, "")) {
            assertThat(server.administer("GET", "/metrics", "text/plain", "").body())
                    .contains("grantway_heap_bytes")
                    .doesNotContain("grantway_connection");
        }
    }
}
