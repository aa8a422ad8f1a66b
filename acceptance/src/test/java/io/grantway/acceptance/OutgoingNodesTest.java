package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three nodes on one store, many callers, a token server that rotates, and a node that dies.
class OutgoingNodesTest {
    private static final int NODES = 3;
    private static final int CALLERS = 24;
    private static final int LIFE_SECONDS = 4;

    private final BillingBackend billing = new BillingBackend();
    private final RotatingTokenServer tokens = new RotatingTokenServer(LIFE_SECONDS);
    private final List<RunningServer> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(RunningServer::close);
        billing.close();
        tokens.close();
    }

    private void startNodes(EmbeddedPostgres database) throws IOException {
        Path directory = Distribution.emptyDirectory("OutgoingNodesTest");
        Path config = Path.of("src/test/resources/outgoing-nodes.yaml").toAbsolutePath();
        for (int i = 0; i < NODES; i++) {
            Path here = Files.createDirectory(directory.resolve("node-" + i));
            Path own = Files.copy(config, here.resolve("grantway.yaml"));
            Files.writeString(
                    Files.createDirectory(here.resolve("services")).resolve("Shared.java"),
                    """
                    import io.grantway.service.*;
                    import java.util.Map;

                    public class Shared implements Service {
                        @Override
                        public Object handle(Call call) {
                            return call.rest("Shared").get(Map.of("client_id", "n1")).tree();
                        }
                    }
                    """);
            nodes.add(
                    RunningServer.start(
                            here,
                            List.of(own),
                            Map.of(
                                    "DATABASE",
                                    "jdbc:postgresql://127.0.0.1:"
                                            + database.getPort()
                                            + "/postgres",
                                    "TOKENS",
                                    tokens.uri().toString(),
                                    "BILLING",
                                    billing.uri().toString())));
        }
        for (RunningServer node : nodes) {
            Waiting.until(Duration.ofSeconds(20), () -> shared(node) == 200, node::log);
        }
    }

    private static int shared(RunningServer node) {
        try {
            return node.client().get(node.plain("/shared")).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneRefreshForEachGenerationAndNoFailedCallAlsoWhenANodeIsKilled() throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
            startNodes(database);
            assertThat(tokens.generations()).as("shared from the first call on").isEqualTo(1);
            Queue<String> failed = new ConcurrentLinkedQueue<>();
            AtomicBoolean dying = new AtomicBoolean();
            Thread killer =
                    Thread.ofVirtual()
                            .start(() -> {
                                int at = tokens.generations() + 2;
                                Waiting.until(
                                        Duration.ofSeconds(30),
                                        () -> tokens.generations() >= at,
                                        () -> "never renewed");
                                dying.set(true);
                                nodes.getFirst().kill();
                            });

            Crowd.of(CALLERS)
                    .during(
                            Duration.ofSeconds(20),
                            number -> {
                                int node = number % NODES;
                                if (node == 0 && dying.get()) {
                                    return;
                                }
                                try {
                                    int status = shared(nodes.get(node));
                                    if (status != 200) {
                                        failed.add(node + ": " + status);
                                    }
                                } catch (UncheckedIOException e) {
                                    if (node != 0) {
                                        failed.add(node + ": " + e);
                                    }
                                }
                            });
            killer.join();

            assertThat(failed).isEmpty();
            assertThat(tokens.replays()).isZero();
            assertThat(tokens.generations()).isBetween(4, 20);
            // A node that dies between asking and keeping costs one request, whose answer is lost.
            assertThat(tokens.requests() - tokens.generations()).isBetween(0, 1);
        }
    }
}
