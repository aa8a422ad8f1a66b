package io.grantway.services;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Messages of a queue, each a call of a service.
public record AmqpChannelConfig(
        @Key(
                        value =
                                "`amqp://` or, over TLS, `amqps://`, with user, password, host and"
                                        + " virtual host. Absent or empty: the channel is off.",
                        example = "${env:AMQP_URL:}")
                @Nullable Secret url,
        @Key(value = "The queue, which must be there.", example = "plans") String queue,
        @Key(value = "The service.", example = "GetClientBillingPlan") String service,
        @Key(value = "Messages that are worked on at once.", or = "10") int prefetch,
        @Key(value = "How long the service may take with one.", or = "1m") Duration timeout,
        @Key(
                        value =
                                "How often a message is tried again that the service failed with,"
                                        + " before it is a dead letter.",
                        or = "3")
                int redeliveries,
        @Key(
                        value =
                                "Where dead letters go. Without it they are rejected, and the"
                                        + " queue's own rules say where they go.")
                @Nullable DeadLetterConfig deadLetter) {
    /// An address of the broker.
    public record DeadLetterConfig(
            @Key(value = "Empty for the one that takes a queue's name as the key.", or = "''")
                    String exchange,
            @Key(value = "The routing key.", example = "plans.dead") String routingKey) {}

    public AmqpChannelConfig {
        ChannelConfig.requireService(service);
        ChannelConfig.requireWithin(timeout);
        ChannelConfig.requireNumber("prefetch", prefetch, 10_000);
        if (redeliveries < 0 || redeliveries > 1000) {
            throw new IllegalArgumentException("redeliveries must be a number from 0 to 1000");
        }
        if (queue.isBlank()) {
            throw new IllegalArgumentException("queue must be the name of a queue");
        }
        if (url != null
                && !url.isEmpty()
                && !url.<Boolean>expose(text -> text.matches("amqps?://[^/]+.*"))) {
            throw new IllegalArgumentException("url must begin with amqp:// or amqps://");
        }
    }
}
