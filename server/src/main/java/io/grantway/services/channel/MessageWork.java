package io.grantway.services.channel;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Envelope;
import io.grantway.services.AmqpChannelConfig;
import io.grantway.services.AmqpChannelConfig.DeadLetterConfig;
import io.grantway.services.Invocation;
import io.grantway.services.ServiceFailure;
import io.grantway.services.ServiceResult;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works off the messages of one connection. A message that failed is put behind the others of its
/// queue, as a copy that says how often it was tried, before it is acknowledged: a crash in between
/// doubles it, and never loses it.
final class MessageWork {
    private static final Logger LOG = LoggerFactory.getLogger(MessageWork.class);
    private static final String TRIED = "x-grantway-tried";
    private static final String ERROR = "x-grantway-error";
    private static final long CONFIRM_MILLIS = 10_000;

    /// Eight seconds.
    private static final int LATER = 3;

    private final ChannelRuns runs;
    private final AmqpChannelConfig config;
    private final com.rabbitmq.client.Channel channel;
    private final Beat beat;
    private final Semaphore places;
    private final Object lock = new Object();
    private volatile boolean returned;

    MessageWork(
            ChannelRuns runs,
            AmqpChannelConfig config,
            com.rabbitmq.client.Channel channel,
            Beat beat) {
        this.runs = runs;
        this.config = config;
        this.channel = channel;
        this.beat = beat;
        this.places = new Semaphore(config.prefetch());
        channel.addReturnListener(_ -> returned = true);
    }

    /// Waits until every message that came is acknowledged or given up.
    boolean awaitDone(Duration atMost) throws InterruptedException {
        return places.tryAcquire(config.prefetch(), atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void run(Envelope envelope, BasicProperties properties, byte[] body) {
        places.acquireUninterruptibly();
        try {
            work(envelope, properties, body);
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            // Not acknowledged: the broker gives it out again.
            LOG.warn("channel {}: a message goes back to the queue: {}", runs.key(), e.toString());
            giveUp();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /// With the channel all goes back that is not acknowledged; then there is a new one.
    private void giveUp() {
        try {
            channel.abort();
        } catch (IOException | AlreadyClosedException _) {
            // It is closed.
        }
    }

    private void work(Envelope envelope, BasicProperties properties, byte[] body)
            throws IOException, TimeoutException, InterruptedException {
        int before = tried(properties);
        ServiceResult result;
        try {
            result = runs.run(input(envelope, properties), invocation(envelope, properties, body));
        } catch (ServiceFailure e) {
            failed(envelope, properties, body, before, e);
            return;
        }
        reply(properties, result);
        acknowledge(envelope);
    }

    private void failed(
            Envelope envelope,
            BasicProperties properties,
            byte[] body,
            int before,
            ServiceFailure failure)
            throws IOException, TimeoutException, InterruptedException {
        switch (Attempts.after(failure, before, config.redeliveries())) {
            case AGAIN -> {
                if (!beat.pause(Attempts.pause(before))) {
                    publish("", config.queue(), with(properties, TRIED, before + 1), body);
                    acknowledge(envelope);
                }
            }
            case LATER -> {
                if (!beat.pause(Attempts.pause(LATER))) {
                    synchronized (lock) {
                        channel.basicNack(envelope.getDeliveryTag(), false, true);
                    }
                }
            }
            case DEAD -> bury(envelope, properties, body, String.valueOf(failure.getMessage()));
        }
    }

    private void bury(Envelope envelope, BasicProperties properties, byte[] body, String why)
            throws IOException, TimeoutException, InterruptedException {
        LOG.warn(
                "channel {}: the message {} is a dead letter: {}",
                runs.key(),
                input(envelope, properties),
                why);
        DeadLetterConfig dead = config.deadLetter();
        if (dead == null) {
            synchronized (lock) {
                channel.basicReject(envelope.getDeliveryTag(), false);
            }
        } else {
            publish(dead.exchange(), dead.routingKey(), with(properties, ERROR, why), body);
            acknowledge(envelope);
        }
    }

    private void acknowledge(Envelope envelope) throws IOException {
        synchronized (lock) {
            channel.basicAck(envelope.getDeliveryTag(), false);
        }
    }

    /// Returns when a queue has it.
    private void publish(String exchange, String key, BasicProperties properties, byte[] body)
            throws IOException, TimeoutException, InterruptedException {
        synchronized (lock) {
            returned = false;
            channel.basicPublish(exchange, key, true, properties, body);
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            if (returned) {
                throw new IOException(
                        "no queue takes messages of the exchange \""
                                + exchange
                                + "\" with the key \""
                                + key
                                + "\"");
            }
        }
    }

    private void reply(BasicProperties asked, ServiceResult result) throws IOException {
        String to = asked.getReplyTo();
        if (to == null || to.isEmpty()) {
            return;
        }
        BasicProperties.Builder answer =
                new BasicProperties.Builder()
                        .correlationId(asked.getCorrelationId())
                        .headers(Map.of("status", result.status()));
        if (!result.contentType().isEmpty()) {
            answer.contentType(result.contentType());
        }
        synchronized (lock) {
            // Whoever asked may be gone.
            channel.basicPublish("", to, answer.build(), result.body().bytes());
        }
    }

    private Invocation invocation(Envelope envelope, BasicProperties properties, byte[] body) {
        Map<String, String> values = new HashMap<>();
        values.put("routingKey", envelope.getRoutingKey());
        values.put("exchange", envelope.getExchange());
        put(values, "messageId", properties.getMessageId());
        put(values, "correlationId", properties.getCorrelationId());
        put(values, "type", properties.getType());
        String type = properties.getContentType();
        return new Invocation(
                config.service(),
                runs.workspace(),
                runs.config().name(),
                values,
                MessageBody.of(runs, input(envelope, properties), type == null ? "" : type, body),
                config.timeout(),
                Optional.empty());
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static String input(Envelope envelope, BasicProperties properties) {
        String id = properties.getMessageId();
        return id == null ? "delivery " + envelope.getDeliveryTag() : id;
    }

    /// Counted by us, or by the broker where it does that: how often a message came back dead from
    /// this queue (`x-death`), or was given out (`x-delivery-count` of quorum queues).
    private int tried(BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders();
        if (headers == null) {
            return 0;
        }
        int ours = headers.get(TRIED) instanceof Number number ? number.intValue() : 0;
        int given = headers.get("x-delivery-count") instanceof Number n ? n.intValue() : 0;
        return Math.max(ours + deaths(headers.get("x-death")), given);
    }

    private int deaths(@Nullable Object header) {
        if (!(header instanceof List<?> deaths)) {
            return 0;
        }
        return deaths.stream()
                .filter(each ->
                        each instanceof Map<?, ?> death
                                && config.queue().equals(String.valueOf(death.get("queue"))))
                .mapToInt(each ->
                        each instanceof Map<?, ?> death
                                        && death.get("count") instanceof Number count
                                ? count.intValue()
                                : 1)
                .sum();
    }

    private static BasicProperties with(BasicProperties properties, String name, Object value) {
        Map<String, Object> headers = new HashMap<>();
        if (properties.getHeaders() != null) {
            headers.putAll(properties.getHeaders());
        }
        headers.put(name, value);
        return properties.builder().headers(headers).build();
    }
}
