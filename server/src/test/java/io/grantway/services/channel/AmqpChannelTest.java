package io.grantway.services.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import io.grantway.config.Secret;
import io.grantway.services.ChannelConfig;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.ServiceFailure.Reason;
import io.grantway.testing.AmqpBroker;
import io.grantway.testing.ScriptedInvoker;
import io.grantway.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmqpChannelTest {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final BasicProperties JSON =
            new BasicProperties.Builder().contentType("application/json").messageId("m-1").build();

    private final ScriptedInvoker services = new ScriptedInvoker();
    private AmqpBroker broker;
    private String queue = "";

    @SuppressWarnings("NullAway.Init") // made by each test
    private AmqpChannel channel;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = AmqpBroker.start(directory);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void queues(TestInfo test) throws Exception {
        queue = test.getDisplayName().replaceAll("\\W", "");
        broker.queue(queue);
        broker.queue(queue + ".dead");
        services.rest();
        services.does(_ -> ScriptedInvoker.json("{\"ok\":true}"));
    }

    @AfterEach
    void close() {
        channel.close(GRACE);
    }

    private void open(String yaml) {
        ChannelConfig config =
                ChannelFixtures.channel(
                        "amqp: {url: '"
                                + broker.url()
                                + "', queue: "
                                + queue
                                + ", service: Plan, "
                                + yaml
                                + "}");
        var amqp = Objects.requireNonNull(config.amqp());
        channel =
                new AmqpChannel(
                        new ChannelRuns("default", config, services, new TestClock()),
                        amqp,
                        Secret.of(broker.url()));
        channel.open();
    }

    @Test
    void callsTheServiceWithTheMessageAndAcknowledgesIt() throws Exception {
        broker.send(queue, JSON, "{\"client\": 7}");
        open("");
        Invocation call = services.next();
        assertThat(call.service()).isEqualTo("Plan");
        assertThat(call.values())
                .containsEntry("messageId", "m-1")
                .containsEntry("routingKey", queue);
        assertThat(((InvocationBody.Tree) call.body()).tree().path("client").asInt()).isEqualTo(7);
        channel.close(GRACE);
        assertThat(broker.waiting(queue)).isZero();
        assertThat(services.rest()).isEmpty();
        assertThat(channel.runs().last().getFirst().input()).isEqualTo("m-1");
    }

    @Test
    void answersWhoeverAskedForAnAnswer() throws Exception {
        BasicProperties asking =
                new BasicProperties.Builder().replyTo(queue + ".dead").correlationId("c1").build();
        broker.send(queue, asking, "plain text");
        open("");
        assertThat(services.next().body()).isInstanceOf(InvocationBody.Raw.class);
        GetResponse answer = broker.take(queue + ".dead");
        assertThat(answer.getProps().getCorrelationId()).isEqualTo("c1");
        assertThat(answer.getProps().getContentType()).isEqualTo("application/json");
        assertThat(answer.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("{\"ok\":true}");
    }

    @Test
    void triesAgainAsOftenAsItIsToldAndThenBuriesTheMessage() throws Exception {
        services.fails(Reason.THREW, "Plan.java:1: no");
        broker.send(queue, JSON, "{}");
        open("redeliveries: 1, deadLetter: {routingKey: " + queue + ".dead}");
        services.next();
        services.next();
        GetResponse dead = broker.take(queue + ".dead");
        assertThat(String.valueOf(dead.getProps().getHeaders().get("x-grantway-error")))
                .contains("Plan.java:1: no");
        assertThat(dead.getProps().getMessageId()).isEqualTo("m-1");
        channel.close(GRACE);
        assertThat(services.rest()).isEmpty();
        assertThat(broker.waiting(queue)).isZero();
        assertThat(channel.runs().figures().failed()).isEqualTo(2);
    }

    @Test
    void buriesWhatIsNoJsonAtOnce() throws Exception {
        broker.send(queue, JSON, "{");
        open("deadLetter: {routingKey: " + queue + ".dead}");
        assertThat(broker.take(queue + ".dead").getBody()).isEqualTo(new byte[] {'{'});
        assertThat(services.rest()).isEmpty();
    }

    @Test
    void givesBackWhatIsNotDoneAtTheEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        services.does(_ -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ScriptedInvoker.json("{}");
        });
        broker.send(queue, JSON, "{}");
        open("");
        services.next();
        channel.close(Duration.ofMillis(10));
        assertThat(broker.take(queue).getProps().getMessageId()).isEqualTo("m-1");
        end.countDown();
    }

    @Test
    void takesNothingWhilePaused() throws Exception {
        open("");
        broker.send(queue, JSON, "{}");
        services.next();
        channel.pause();
        channel.resume();
        broker.send(queue, JSON, "{}");
        assertThat(services.next().values()).containsEntry("messageId", "m-1");
    }
}
