package io.grantway.services.channel;

import io.grantway.services.Invocation;
import io.grantway.services.KafkaChannelConfig;
import io.grantway.services.KafkaChannelConfig.Begin;
import io.grantway.services.ServiceFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a service for each record of topics, one after the other in the order of each partition.
/// The place of the group moves on when the service has returned, so a record may come again after
/// a crash, and none is lost.
public final class KafkaChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaChannel.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 10;

    private final ChannelRuns runs;
    private final KafkaChannelConfig config;
    private final Map<String, Object> settings;
    private final Beat beat;
    private final Map<TopicPartition, Failed> failed = new HashMap<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /// A record that was tried already.
    private record Failed(long offset, int times) {}

    /// @throws IllegalArgumentException where a setting cannot be used
    KafkaChannel(ChannelRuns runs, KafkaChannelConfig config) {
        this.runs = runs;
        this.config = config;
        this.settings = settings(config);
        this.beat = new Beat("channel " + runs.key(), this::step, this::shut);
        try {
            var _ = new ConsumerConfig(settings);
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "the channel \"" + runs.config().name() + "\": " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> settings(KafkaChannelConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "grantway");
        settings.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "15000");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(AT_ONCE));
        // Else the cluster would take the partitions away from a service that takes its time.
        long longest = config.timeout().plus(PATIENCE).toMillis() * AT_ONCE;
        settings.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Integer.toString(Math.clamp(longest, 300_000, Integer.MAX_VALUE)));
        config.properties()
                .forEach((name, value) -> settings.put(name, value.<String>expose(text -> text)));
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                config.autoOffsetReset() == Begin.EARLIEST ? "earliest" : "latest");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    @Override
    public ChannelRuns runs() {
        return runs;
    }

    @Override
    public void open() {
        beat.start();
    }

    @Override
    public void close(Duration grace) {
        beat.stop(grace);
    }

    /// Fetches and works off a few records.
    private Duration step() {
        KafkaConsumer<byte[], byte[]> open = consumer();
        try {
            if (runs.isPaused()) {
                open.pause(open.assignment());
            } else if (!open.paused().isEmpty()) {
                open.resume(open.paused());
            }
            ConsumerRecords<byte[], byte[]> records = open.poll(LOOK);
            for (TopicPartition partition : records.partitions()) {
                work(open, partition, records.records(partition));
            }
            lag(open);
        } catch (InterruptException | InterruptedException _) {
            var _ = Thread.interrupted();
        } catch (KafkaException e) {
            LOG.warn("channel {}: {}", runs.key(), e.toString());
            shut();
            return PATIENCE.dividedBy(6);
        }
        return Duration.ZERO;
    }

    private void lag(KafkaConsumer<byte[], byte[]> open) {
        long waiting = 0;
        for (TopicPartition partition : open.assignment()) {
            OptionalLong known = open.currentLag(partition);
            waiting += known.orElse(0);
        }
        runs.lags(waiting);
    }

    /// Until one fails, which is then the next that is fetched.
    private void work(
            KafkaConsumer<byte[], byte[]> open,
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (beat.isStopped() || runs.isPaused() || !worked(partition, record)) {
                open.seek(partition, record.offset());
                return;
            }
            open.commitSync(
                    Map.of(partition, new OffsetAndMetadata(record.offset() + 1)), PATIENCE);
        }
    }

    /// @return whether the place moves on
    private boolean worked(TopicPartition partition, ConsumerRecord<byte[], byte[]> record)
            throws InterruptedException {
        String input = partition + "@" + record.offset();
        Failed last = failed.get(partition);
        int before = last != null && last.offset() == record.offset() ? last.times() : 0;
        try {
            runs.run(input, invocation(input, record));
            failed.remove(partition);
            return true;
        } catch (ServiceFailure e) {
            Attempts.Next next = Attempts.after(e, before, config.redeliveries());
            if (beat.isStopped()) {
                return false;
            }
            if (next == Attempts.Next.DEAD) {
                failed.remove(partition);
                bury(record, input, String.valueOf(e.getMessage()));
                return true;
            }
            int times = next == Attempts.Next.AGAIN ? before + 1 : before;
            failed.put(partition, new Failed(record.offset(), times));
            var _ = beat.pause(Attempts.pause(before));
            return false;
        }
    }

    private Invocation invocation(String input, ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> values = new HashMap<>();
        values.put("topic", record.topic());
        values.put("partition", Integer.toString(record.partition()));
        values.put("offset", Long.toString(record.offset()));
        byte[] key = record.key();
        if (key != null) {
            values.put("key", new String(key, StandardCharsets.UTF_8));
        }
        byte[] value = record.value();
        return new Invocation(
                config.service(),
                runs.workspace(),
                runs.config().name(),
                values,
                MessageBody.of(runs, input, "", value == null ? new byte[0] : value),
                config.timeout(),
                Optional.empty());
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String input, String why)
            throws InterruptedException {
        String topic = config.deadLetterTopic();
        LOG.warn(
                "channel {}: {} {}: {}",
                runs.key(),
                input,
                topic == null ? "is passed over" : "goes to " + topic,
                why);
        if (topic == null) {
            return;
        }
        ProducerRecord<byte[], byte[]> dead =
                new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
        dead.headers().add("grantway-error", why.getBytes(StandardCharsets.UTF_8));
        dead.headers().add("grantway-from", input.getBytes(StandardCharsets.UTF_8));
        try {
            producer().send(dead).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the dead letter was not taken: " + e.getMessage(), e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = new KafkaConsumer<>(settings);
            open.subscribe(config.topics());
            consumer = open;
        }
        return open;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            Map<String, Object> same = new HashMap<>(settings);
            same.keySet().retainAll(ProducerConfig.configNames());
            same.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            same.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            open = new KafkaProducer<>(same);
            producer = open;
        }
        return open;
    }

    private void shut() {
        if (consumer != null) {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(LOOK));
            consumer = null;
        }
        if (producer != null) {
            producer.close(LOOK);
            producer = null;
        }
    }
}
