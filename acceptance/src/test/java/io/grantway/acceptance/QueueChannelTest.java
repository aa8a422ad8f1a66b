package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Messages of a real queue that call a service.
class QueueChannelTest {
    static final AmqpBroker BROKER = broker();

    @RegisterExtension
    static final OutgoingServers SERVERS = new OutgoingServers().with("AMQP_URL", BROKER.url());

    private static AmqpBroker broker() {
        try {
            AmqpBroker broker = AmqpBroker.start(Distribution.emptyDirectory("AmqpBroker"));
            broker.queue("plans");
            broker.queue("answers");
            return broker;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void close() {
        BROKER.close();
    }

    @Test
    void aMessageIsACallAndItsAnswerGoesWhereItSays() throws Exception {
        BROKER.send(
                "plans",
                new BasicProperties.Builder()
                        .contentType("application/json")
                        .replyTo("answers")
                        .correlationId("c-1")
                        .build(),
                "{\"client_id\": \"q1\"}");

        var answer = BROKER.take("answers");

        assertThat(new String(answer.getBody(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"plan\":\"gold\"");
        assertThat(answer.getProps().getCorrelationId()).isEqualTo("c-1");
        assertThat(SERVERS.billing().calls().getLast().path()).isEqualTo("/billing/q1");
    }

    @Test
    void aMessageIsNotLostWhenTheProcessIsKilled() throws Exception {
        for (int i = 0; i < 30; i++) {
            BROKER.send(
                    "plans",
                    new BasicProperties.Builder().contentType("application/json").build(),
                    "{\"client_id\": \"r" + i + "\"}");
        }

        SERVERS.server().killAndRestart();

        Waiting.until(
                Duration.ofSeconds(30),
                () ->
                        SERVERS.billing().calls().stream()
                                        .map(BillingBackend.Call::path)
                                        .filter(path -> path.startsWith("/billing/r"))
                                        .distinct()
                                        .count()
                                == 30,
                () -> "messages are lost:\n" + SERVERS.server().log());
    }
}
