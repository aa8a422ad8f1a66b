package io.grantway.services;

import io.grantway.config.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Times at which a service is called.
public record ScheduleChannelConfig(
        @Key(
                        value =
                                "Minute, hour, day of the month, month, day of the week; or"
                                        + " `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`.",
                        example = "0 2 * * *")
                @Nullable String cron,
        @Key(value = "The time zone of `cron`.", or = "UTC", example = "Europe/Berlin") String zone,
        @Key(value = "Instead of `cron`: one run in each such span of time.", example = "5m")
                @Nullable Duration every,
        @Key(value = "Instead of `cron`: one single run.", example = "2027-01-01T00:00:00Z")
                @Nullable Instant at,
        @Key(value = "The service.", example = "GetPractitioner") String service,
        @Key(value = "How long the service may take.", or = "10m") Duration timeout,
        @Key(
                        value =
                                "What becomes of times at which no node was running: `skip`,"
                                        + " `once` for all of them, or `all` (the last 1000).",
                        or = "skip")
                Missed missed,
        @Key(
                        value =
                                "When a run is due and the one before still runs: `skip` it, or"
                                        + " `queue` it behind.",
                        or = "skip")
                Overlap overlap) {
    /// What becomes of missed times.
    public enum Missed {
        SKIP,
        ONCE,
        ALL
    }

    /// What becomes of a time that comes during a run.
    public enum Overlap {
        SKIP,
        QUEUE
    }

    public ScheduleChannelConfig {
        ChannelConfig.requireService(service);
        ChannelConfig.requireWithin(timeout);
        if (Stream.of(cron, every, at).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException("a schedule has exactly one of cron, every and at");
        }
        if (every != null && every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("every must be 1s or more");
        }
    }
}
