package io.grantway.analytics.stream;

import io.grantway.analytics.StreamsConfig.KafkaConfig;
import io.grantway.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A topic of Kafka that gets each event as a record. Its producer keeps so much and no more, tries
/// again by itself, and is made when the first event comes.
final class KafkaTopic implements Destination {
    /// Of events that are on their way.
    private static final String MEMORY = Integer.toString(8 << 20);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String topic;
    private final Map<String, Object> settings;
    private final Losses losses;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /// @throws IllegalArgumentException when a setting cannot be used
    KafkaTopic(KafkaConfig config, Losses losses) {
        this.topic = config.topic();
        this.settings = settings(config);
        this.losses = losses;
        try {
            var _ = new ProducerConfig(settings);
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "server.analytics.streams.kafka: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> settings(KafkaConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "grantway");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MEMORY);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "50");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        // Each attempt is a line of the log.
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "15000");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "60000");
        // Nobody here reads what it would tell of itself.
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        config.properties()
                .forEach((name, value) -> settings.put(name, value.<String>expose(text -> text)));
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.brokers());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    @Override
    public Outcome send(List<CallEvent> events) throws InterruptedException {
        int sent = 0;
        try {
            KafkaProducer<byte[], byte[]> open = producer();
            for (CallEvent event : events) {
                Future<?> fate = open.send(message(event), (_, failure) -> told(failure));
                sent++;
                if (fate.isDone() && fate.state() == Future.State.FAILED) {
                    // It has waited for the cluster already, and would for each of the others.
                    losses.add(events.size() - sent);
                    break;
                }
            }
        } catch (InterruptException e) {
            // Whoever asked counts all of them.
            clearInterruption();
            throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
            losses.failing(String.valueOf(e.getMessage()));
            losses.add(events.size() - sent);
        }
        return Outcome.TAKEN;
    }

    /// Kafka's exception has set the mark again, and the producer could not be closed.
    private static void clearInterruption() {
        var _ = Thread.interrupted();
    }

    private ProducerRecord<byte[], byte[]> message(CallEvent event) {
        byte[] value = Json.write(event.json()).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, event.millis(), null, value);
    }

    private void told(@Nullable Exception failure) {
        if (failure == null) {
            losses.fine();
        } else {
            losses.add(1);
            losses.failing(String.valueOf(failure.getMessage()));
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(settings);
            producer = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(LAST_WORDS);
        }
    }
}
