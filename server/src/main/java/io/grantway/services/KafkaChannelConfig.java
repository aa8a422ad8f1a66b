package io.grantway.services;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records of topics of Kafka, each a call of a service.
public record KafkaChannelConfig(
        @Key(value = "Where to find the cluster.", example = "['kafka-1:9092', 'kafka-2:9092']")
                List<String> bootstrapServers,
        @Key(value = "The topics.", example = "[plans]") List<String> topics,
        @Key(value = "The consumer group, which keeps the place.", example = "grantway")
                String group,
        @Key(value = "The service.", example = "GetClientBillingPlan") String service,
        @Key(
                        value =
                                "Where a group begins that has no place yet: `earliest` or"
                                        + " `latest`.",
                        or = "earliest")
                Begin autoOffsetReset,
        @Key(value = "How long the service may take with one.", or = "1m") Duration timeout,
        @Key(
                        value =
                                "How often a record is tried again that the service failed with,"
                                        + " before it is a dead letter.",
                        or = "3")
                int redeliveries,
        @Key(
                        value =
                                "The topic that dead letters go to. Without it they are passed over"
                                        + " and logged.",
                        example = "plans.dead")
                @Nullable String deadLetterTopic,
        @Key(
                        value =
                                "Settings of Kafka's consumer, such as `security.protocol` and"
                                        + " `sasl.jaas.config`.")
                Map<String, Secret> properties) {
    /// Where a group begins.
    public enum Begin {
        EARLIEST,
        LATEST
    }

    public KafkaChannelConfig {
        ChannelConfig.requireService(service);
        ChannelConfig.requireWithin(timeout);
        if (bootstrapServers.isEmpty()) {
            throw new IllegalArgumentException("bootstrapServers must name one at least");
        }
        for (String server : bootstrapServers) {
            if (!server.matches("\\S+:[0-9]{1,5}")) {
                throw new IllegalArgumentException(
                        "bootstrapServers: '" + server + "' must be HOST:PORT");
            }
        }
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("topics must name one at least");
        }
        if (group.isBlank()) {
            throw new IllegalArgumentException("group must be the name of a consumer group");
        }
        if (redeliveries < 0 || redeliveries > 1000) {
            throw new IllegalArgumentException("redeliveries must be a number from 0 to 1000");
        }
        for (String ours :
                List.of(
                        "bootstrap.servers",
                        "group.id",
                        "auto.offset.reset",
                        "enable.auto.commit",
                        "key.deserializer",
                        "value.deserializer")) {
            if (properties.containsKey(ours)) {
                throw new IllegalArgumentException(
                        "properties: " + ours + " is set by the channel itself");
            }
        }
    }
}
