package io.grantway.services.channel;

import io.grantway.services.ScheduleChannelConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The moments of a schedule.
public interface DueTimes {
    /// The next one after a moment; empty where there is none.
    Optional<Instant> after(Instant from);

    /// @throws IllegalArgumentException saying what is wrong with it
    static DueTimes of(ScheduleChannelConfig config) {
        String cron = config.cron();
        Duration every = config.every();
        Instant at = config.at();
        if (cron != null) {
            return Cron.parse(cron, zone(config.zone()));
        }
        return every == null ? new Once(at) : new Every(every);
    }

    /// @throws IllegalArgumentException where there is no such zone
    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException(
                    "there is no time zone \""
                            + name
                            + "\"; names are such as Europe/Berlin or UTC");
        }
    }

    /// The multiples of a span since 1970, which all nodes agree about.
    record Every(Duration span) implements DueTimes {
        @Override
        public Optional<Instant> after(Instant from) {
            long millis = span.toMillis();
            long passed = Math.floorDiv(from.toEpochMilli(), millis);
            return Optional.of(Instant.ofEpochMilli((passed + 1) * millis));
        }
    }

    /// One moment.
    record Once(@Nullable Instant at) implements DueTimes {
        @Override
        public Optional<Instant> after(Instant from) {
            return Optional.ofNullable(at).filter(from::isBefore);
        }
    }
}
