package io.grantway.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// How much time one row of figures stands for. Hours and days are those of UTC.
public enum Step {
    MINUTE(Duration.ofMinutes(1), Duration.ofHours(1)),
    HOUR(Duration.ofHours(1), Duration.ofDays(1)),
    DAY(Duration.ofDays(1), Duration.ofDays(30));

    private final Duration length;
    private final Duration usual;

    Step(Duration length, Duration usual) {
        this.length = length;
        this.usual = usual;
    }

    /// Of one row.
    public Duration length() {
        return length;
    }

    /// What a question covers that does not say from when.
    Duration usual() {
        return usual;
    }

    /// When the row that a moment belongs to begins.
    public Instant start(Instant moment) {
        long millis = moment.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, length.toMillis()));
    }

    /// `minute`, `hour`, `day`
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
