package io.grantway.services;

import io.grantway.config.Key;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What calls a service.
public record ChannelConfig(
        @Key(value = "Unique in the workspace.", example = "plan") String name,
        @Key("Calls it for requests to a path of the gateway.") @Nullable RestChannelConfig rest,
        @Key("Calls it at certain times, once for all nodes.")
                @Nullable ScheduleChannelConfig schedule,
        @Key("Calls it for files that appear in a directory.") @Nullable FilesChannelConfig files,
        @Key("Calls it for messages of a queue (AMQP 0-9-1).") @Nullable AmqpChannelConfig amqp,
        @Key("Calls it for records of topics of Kafka.") @Nullable KafkaChannelConfig kafka) {
    public ChannelConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
        if (Stream.of(rest, schedule, files, amqp, kafka).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException(
                    "a channel has exactly one of rest, schedule, files, amqp and kafka");
        }
    }

    /// As it is written: `rest`, `schedule`, `files`, `amqp` or `kafka`.
    public String kind() {
        return rest != null
                ? "rest"
                : schedule != null
                        ? "schedule"
                        : files != null ? "files" : amqp != null ? "amqp" : "kafka";
    }

    /// The service that it calls.
    public String service() {
        return Stream.of(
                        rest == null ? null : rest.service(),
                        schedule == null ? null : schedule.service(),
                        files == null ? null : files.service(),
                        amqp == null ? null : amqp.service(),
                        kafka == null ? null : kafka.service())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    static void requireService(String service) {
        if (service.isBlank()) {
            throw new IllegalArgumentException("service must be the name of a service");
        }
    }

    static void requireWithin(java.time.Duration timeout) {
        if (timeout.isZero() || timeout.compareTo(java.time.Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout must be longer than 0s and at most 1d");
        }
    }

    static void requireNumber(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(key + " must be a number from 1 to " + most);
        }
    }
}
