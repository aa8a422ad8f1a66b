package io.grantway.services.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.services.ChannelConfig;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.ServiceFailure;
import io.grantway.services.ServiceFailure.Reason;
import io.grantway.testing.KafkaBroker;
import io.grantway.testing.ScriptedInvoker;
import io.grantway.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaChannelTest {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ScriptedInvoker services = new ScriptedInvoker();
    private KafkaBroker broker;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = KafkaBroker.start(directory);
    }

    @BeforeEach
    void serve() {
        services.rest();
        services.does(_ -> ScriptedInvoker.json("{}"));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private KafkaChannel channel(String topic, String yaml) {
        ChannelConfig config =
                ChannelFixtures.channel(
                        "kafka: {bootstrapServers: ['%s'], topics: [%s], group: g-%s, service: Plan, %s}"
                                .formatted(broker.address(), topic, topic, yaml));
        return new KafkaChannel(
                new ChannelRuns("default", config, services, new TestClock()),
                Objects.requireNonNull(config.kafka()));
    }

    private void send(String topic, String... values) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address()),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, "key", value)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private Invocation next() {
        for (int i = 0; i < 3; i++) {
            try {
                return services.next();
            } catch (IllegalStateException _) {
                // Joining a group takes its time.
            }
        }
        return services.next();
    }

    @Test
    void goesOnBehindTheLastRecordThatTheServiceHasTaken() throws Exception {
        send("plans", "{\"n\":1}", "{\"n\":2}");
        KafkaChannel first = channel("plans", "");
        first.open();
        Invocation call = next();
        assertThat(call.values()).containsEntry("key", "key").containsEntry("offset", "0");
        assertThat(((InvocationBody.Tree) call.body()).tree().path("n").asInt()).isEqualTo(1);
        next();
        first.close(GRACE);

        send("plans", "{\"n\":3}");
        KafkaChannel second = channel("plans", "");
        second.open();
        assertThat(next().values()).containsEntry("offset", "2");
        second.close(GRACE);
    }

    @Test
    void triesAgainAndThenPutsTheRecordAsideAndGoesOn() throws Exception {
        send("aside", "bad", "good");
        services.does(call -> {
            if (call.values().getOrDefault("offset", "").equals("0")) {
                throw new ServiceFailure("Plan", Reason.THREW, "Plan.java:1: no");
            }
            return ScriptedInvoker.json("{}");
        });
        KafkaChannel channel = channel("aside", "redeliveries: 1, deadLetterTopic: aside-dead");
        channel.open();
        assertThat(List.of(next(), next(), next()))
                .extracting(call -> call.values().get("offset"))
                .containsExactly("0", "0", "1");
        channel.close(GRACE);
        assertThat(broker.records("aside-dead", 1)).containsExactly("bad");
        assertThat(channel.runs().figures().failed()).isEqualTo(2);
    }
}
