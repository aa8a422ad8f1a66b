package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

/// Three nodes on one store, one user's account, many callers, and a node that dies: the provider
/// ends a grant whose old refresh token is used again after its grace.
class VaultNodesTest {
    private static final int NODES = 3;
    private static final int CALLERS = 24;
    private static final String[] APP = {"Authorization", "Bearer printpixie-key-0123456789"};

    private final List<RunningServer> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(RunningServer::close);
    }

    private void startNodes(Path directory, EmbeddedPostgres database, FakeProvider provider)
            throws IOException {
        Path config = Path.of("src/test/resources/vault-nodes.yaml").toAbsolutePath();
        for (int i = 0; i < NODES; i++) {
            nodes.add(
                    RunningServer.start(
                            Files.createDirectory(directory.resolve("node-" + i)),
                            List.of(config),
                            Map.of(
                                    "DATABASE",
                                    "jdbc:postgresql://127.0.0.1:"
                                            + database.getPort()
                                            + "/postgres",
                                    "FAKE",
                                    provider.at("").toString())));
        }
    }

    private void connect() throws IOException {
        RunningServer first = nodes.getLast();
        Answer session =
                first.client()
                        .json(
                                first.at("/vault/v1/sessions"),
                                "{\"user\":\"megan\",\"providers\":[\"drive\"],\"returnUrl\":\"https://client.example/done\"}",
                                APP);
        try (Browser browser = new Browser()) {
            Page page = browser.page();
            page.navigate(session.text("url"));
            page.getByLabel("Log in as").fill("megan");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Allow")).click();
            page.waitForURL("https://client.example/done**");
        }
    }

    private static int called(RunningServer node) {
        try {
            return node.client()
                    .get(node.plain("/vault/v1/users/megan/proxy/drive/echo"), APP)
                    .status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneRefreshForEachGenerationAndNoFailedCallAlsoWhenANodeIsKilled() throws Exception {
        Path directory = Distribution.emptyDirectory("VaultNodesTest");
        try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
                FakeProvider provider =
                        FakeProvider.start(
                                directory,
                                "--rotating",
                                "--grace",
                                "10s",
                                "--reuse-detection",
                                "--token-life",
                                "4s")) {
            startNodes(directory, database, provider);
            connect();
            Queue<String> failed = new ConcurrentLinkedQueue<>();
            AtomicBoolean dying = new AtomicBoolean();
            Thread killer =
                    Thread.ofVirtual()
                            .start(() -> {
                                int at = refreshes(provider) + 2;
                                Waiting.until(
                                        Duration.ofSeconds(30),
                                        () -> refreshes(provider) >= at,
                                        () -> "never renewed");
                                dying.set(true);
                                nodes.getFirst().kill();
                            });
            Duration took =
                    Crowd.of(CALLERS)
                            .during(
                                    Duration.ofSeconds(20),
                                    number -> call(number % NODES, dying, failed));
            killer.join();

            assertThat(failed).isEmpty();
            // A token of four seconds is renewed in its last fifth; a node that dies between
            // asking and keeping costs one more.
            assertThat(refreshes(provider)).isBetween(3, (int) (took.toMillis() / 3000) + 2);
            assertThat(provider.counters().path("tokenRefusals").asInt(0)).isZero();
        }
    }

    private static int refreshes(FakeProvider provider) {
        return provider.counters().path("tokenRequests").path("refresh_token").asInt(0);
    }

    private void call(int node, AtomicBoolean dying, Queue<String> failed) {
        if (node == 0 && dying.get()) {
            return;
        }
        try {
            int status = called(nodes.get(node));
            if (status != 200) {
                failed.add(node + ": " + status);
            }
        } catch (UncheckedIOException e) {
            if (node != 0) {
                failed.add(node + ": " + e);
            }
        }
    }
}
