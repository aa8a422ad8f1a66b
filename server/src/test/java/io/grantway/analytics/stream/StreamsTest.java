package io.grantway.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.analytics.StreamsConfig;
import io.grantway.analytics.StreamsConfig.KafkaConfig;
import io.grantway.analytics.StreamsConfig.WebhookConfig;
import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.testing.KafkaBroker;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A whole server that tells of each call, to a file and to a real broker.
@Timeout(120)
class StreamsTest {
    private static final String APIS =
            """
            workspaces:
              - name: Sample
                apis:
                  - name: closed
                    upstream: http://127.0.0.1:9
                    routes: [{paths: ["/closed/{id}"]}]
                    policies: [{oauth2: {enableClientCredentials: true}}]
            """;

    private static void requireRefused(JsonNode event) {
        assertThat(event.path("event").asString()).isEqualTo("call");
        assertThat(event.path("api").asString()).isEqualTo("closed");
        assertThat(event.path("path").asString()).isEqualTo("/closed/{id}");
        assertThat(event.path("status").asInt()).isEqualTo(401);
        assertThat(event.path("reason").asString()).isEqualTo("token_unknown");
        assertThat(event.path("request_id").asString()).isNotEmpty();
        assertThat(event.toString()).doesNotContain("planted", "wxyz");
    }

    private static void call(TestServer server) throws Exception {
        assertThat(
                        server.call(
                                        "GET",
                                        "/closed/order-wxyz?q=planted",
                                        "",
                                        "Authorization",
                                        "Bearer planted")
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void tellsAFileOfEachCallWithoutItsSecrets(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("logs/events.jsonl");
        String yaml = "server: {analytics: {streams: {file: {path: '" + file + "'}}}}\n" + APIS;
        try (TestServer server = TestServer.start(directory, yaml)) {
            call(server);
            call(server);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        requireRefused(Json.parse(lines.getFirst()));
    }

    @Test
    void tellsARealBrokerOfEachCall(@TempDir Path directory, @TempDir Path ofBroker)
            throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(ofBroker)) {
            String yaml =
                    """
                    server:
                      analytics:
                        streams:
                          kafka: {brokers: ['%s'], topic: calls, properties: {compression.type: gzip}}
                    """
                                    .formatted(broker.address())
                            + APIS;
            try (TestServer server = TestServer.start(directory, yaml)) {
                for (int i = 0; i < 300; i++) {
                    call(server);
                }
                List<String> records = broker.records("calls", 300);
                assertThat(records).hasSize(300);
                records.forEach(each -> requireRefused(Json.parse(each)));
                assertThat(metric(server)).isEqualTo("0.0");

                broker.kill();
                for (int i = 0; i < 20; i++) {
                    call(server);
                }
            }
        }
    }

    @Test
    void dropsAndCountsWhereThereIsNoBroker(@TempDir Path directory) throws Exception {
        String yaml =
                """
                server:
                  analytics:
                    streams:
                      kafka: {brokers: ['127.0.0.1:9'], topic: calls, properties: {max.block.ms: '200'}}
                """
                        + APIS;
        try (TestServer server = TestServer.start(directory, yaml)) {
            for (int i = 0; i < 20; i++) {
                call(server);
            }
            while (!metric(server).equals("20.0")) {
                Thread.onSpinWait();
            }
        }
    }

    private static String metric(TestServer server) throws Exception {
        return server.administer("GET", "/metrics", "text/plain", "")
                .body()
                .lines()
                .filter(line -> line.startsWith("grantway_event_stream_kafka_dropped_total "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void refusesASettingOfTheProducerThatCannotBeUsed() {
        KafkaConfig kafka =
                new KafkaConfig(
                        List.of("127.0.0.1:9"), "calls", Map.of("acks", Secret.of("perhaps")));
        Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
        assertThatThrownBy(() ->
                        EventStreams.start(
                                new StreamsConfig(null, null, kafka), outgoing, new TestClock()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server.analytics.streams.kafka")
                .hasMessageContaining("acks");
        outgoing.close();
    }

    @Test
    void refusesAddressesAndTopicsThatCannotBe() {
        Secret secret = Secret.of("a-secret-of-the-webhook");
        assertThatThrownBy(() -> new WebhookConfig(URI.create("ftp://h/"), secret, 500))
                .hasMessageContaining("url must be");
        assertThatThrownBy(() -> new WebhookConfig(URI.create("https://u:p@h/"), secret, 500))
                .hasMessageContaining("url must be");
        assertThatThrownBy(
                        () -> new WebhookConfig(URI.create("https://h/"), Secret.of("short"), 500))
                .hasMessageContaining("secret must have 16 characters")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> new KafkaConfig(List.of("kafka"), "calls", Map.of()))
                .hasMessageContaining("HOST:PORT");
        assertThatThrownBy(() -> new KafkaConfig(List.of("kafka:1"), "the calls", Map.of()))
                .hasMessageContaining("topic must be");
        assertThatThrownBy(() ->
                        new KafkaConfig(
                                List.of("kafka:1"), "calls", Map.of("bootstrap.servers", secret)))
                .hasMessageContaining("bootstrap.servers is set by the server");
    }
}
