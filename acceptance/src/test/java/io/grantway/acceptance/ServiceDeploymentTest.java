package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Services that are dropped into a directory while the server runs, good ones and bad ones.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceDeploymentTest {
    @RegisterExtension
    static final OutgoingServers SERVERS = new OutgoingServers("service-deployment.yaml");

    private static final Duration SOON = Duration.ofSeconds(10);

    @BeforeAll
    static void deployTheFirstVersion() throws Exception {
        SERVERS.deploy("Greeter", greeter("return \"version one\";"));
        await("/greet", answer -> answer.status() == 200);
    }

    private static String greeter(String body) {
        return """
        import io.grantway.service.*;

        public class Greeter implements Service {
            @Override
            public Object handle(Call call) {
                %s
            }
        }
        """
                .formatted(body);
    }

    private static Answer await(String path, Predicate<Answer> wanted) {
        Answer[] last = new Answer[1];
        Waiting.until(
                SOON,
                () -> {
                    try {
                        last[0] = SERVERS.at(path);
                        return wanted.test(last[0]);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                () -> last[0] + "\n" + SERVERS.server().log());
        return last[0];
    }

    private static JsonNode known() throws IOException {
        Answer told = AdminClient.of(SERVERS.server()).get("/api/v1/services/Greeter");
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        return told.json();
    }

    /// What an administrator is told.
    private static String explained(Answer answer) throws IOException {
        return AdminClient.of(SERVERS.server())
                .get("/api/v1/explain/" + answer.header("X-Request-Id"))
                .body();
    }

    @Test
    @Order(1)
    void aNewVersionIsLiveWithinASecond() throws Exception {
        SERVERS.deploy("Greeter", greeter("return \"version two\";"));
        long begun = System.nanoTime();

        await("/greet", answer -> answer.body().contains("version two"));

        // Compiling takes its time on a busy machine; the bench has the figure.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }

    @Test
    @Order(2)
    void aVersionThatDoesNotCompileIsToldByFileAndLineAndTheOldOneGoesOn() throws Exception {
        SERVERS.deploy("Greeter", greeter("return nothing;"));

        Waiting.until(
                SOON,
                () -> SERVERS.server().log().contains("Greeter.java:6"),
                () -> SERVERS.server().log());
        assertThat(SERVERS.at("/greet").body()).contains("version two");
        assertThat(known().toString()).contains("Greeter.java:6");
    }

    @Test
    @Order(3)
    void aServiceThatThrowsIsToldByFileAndLine() throws Exception {
        SERVERS.deploy(
                "Greeter", greeter("throw new IllegalStateException(\"no greeting today\");"));

        Answer answer = await("/greet", it -> it.status() == 500);

        assertThat(answer.body()).doesNotContain("no greeting today");
        assertThat(explained(answer)).contains("no greeting today", "Greeter.java:6");
        assertThat(SERVERS.plan("c1").status()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void aServiceThatLoopsIsAnsweredForInTimeAndTouchesNothingElse() throws Exception {
        SERVERS.deploy("Greeter", greeter("while (true) { Thread.onSpinWait(); }"));

        Answer answer = await("/greet", it -> it.status() == 504);

        assertThat(explained(answer)).contains("Greeter", "service_timeout");
        assertThat(SERVERS.plan("c1").status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void aVersionWhoseCheckFailsNeverServes() throws Exception {
        SERVERS.deploy("Greeter", greeter("return \"version three\";"));
        await("/greet", answer -> answer.body().contains("version three"));

        SERVERS.deploy(
                "Greeter",
                greeter("return \"version four\";")
                        .replace(
                                "public class Greeter implements Service {",
                                "public class Greeter implements Service {\n"
                                        + "    @Override public void check() { throw new"
                                        + " IllegalStateException(\"not ready\"); }"));

        Waiting.until(
                SOON,
                () -> SERVERS.server().log().contains("not ready"),
                () -> SERVERS.server().log());
        assertThat(SERVERS.at("/greet").body()).contains("version three");
    }
}
