package io.grantway.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.grantway.analytics.StreamsConfig.WebhookConfig;
import io.grantway.analytics.stream.Destination.Outcome;
import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WebhookTest {
    private static final String SECRET = "a-secret-of-the-webhook";

    private final TestClock clock = new TestClock();
    private final Losses losses = new Losses("test");
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
    private HttpServer receiver;
    private volatile int status = 204;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    signatures.add(exchange.getRequestHeaders().getFirst("Grantway-Signature"));
                    bodies.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        outgoing.close();
    }

    private Outcome send() {
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        WebhookConfig config = new WebhookConfig(url, Secret.of(SECRET), 500);
        return new Webhook(config, outgoing, losses, clock)
                .send(List.of(Events.call("one"), Events.call("two")));
    }

    @Test
    void signsEachBatchSoThatAReceiverCanCheckIt() throws Exception {
        assertThat(send()).isEqualTo(Outcome.TAKEN);

        assertThat(Json.parse(bodies.getFirst()).path("events"))
                .extracting(event -> event.path("request_id").asString())
                .containsExactly("one", "two");
        String seconds = Long.toString(clock.instant().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected =
                mac.doFinal((seconds + "." + bodies.getFirst()).getBytes(StandardCharsets.UTF_8));
        String signature = signatures.getFirst();
        assertThat(signature).startsWith("t=" + seconds + ",v1=").doesNotContain(SECRET);
        byte[] sent = HexFormat.of().parseHex(signature.substring(signature.indexOf("v1=") + 3));
        assertThat(MessageDigest.isEqual(sent, expected)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "200, TAKEN",
        "202, TAKEN",
        "302, REFUSED",
        "400, REFUSED",
        "401, REFUSED",
        "408, NOT_NOW",
        "429, NOT_NOW",
        "500, NOT_NOW",
        "503, NOT_NOW",
    })
    void triesAgainWhatMayBeTakenLater(int answered, Outcome outcome) {
        status = answered;
        assertThat(send()).isEqualTo(outcome);
        assertThat(bodies).hasSize(1);
    }

    @Test
    void triesAgainWhereNobodyAnswers() {
        receiver.stop(0);
        assertThat(send()).isEqualTo(Outcome.NOT_NOW);
    }
}
