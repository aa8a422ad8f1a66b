package io.grantway.gateway.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// A period of the calendar (UTC) in which calls are counted.
enum Period {
    SECOND(Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    MONTH(Duration.ofDays(EvenCalendar.DAYS_OF_A_MONTH)),
    YEAR(Duration.ofDays(EvenCalendar.DAYS_OF_A_YEAR));

    private final Duration evenLength;

    Period(Duration evenLength) {
        this.evenLength = evenLength;
    }

    /// How long it lasts in the [EvenCalendar].
    Duration evenLength() {
        return evenLength;
    }

    /// Whole seconds until the period ends, at least one.
    long secondsLeft(Instant now) {
        long second = now.getEpochSecond();
        return switch (this) {
            case SECOND, MINUTE, HOUR, DAY -> {
                long length = evenLength.toSeconds();
                yield length - Math.floorMod(second, length);
            }
            case MONTH -> until(date(now).withDayOfMonth(1).plusMonths(1), second);
            case YEAR -> until(date(now).withDayOfYear(1).plusYears(1), second);
        };
    }

    private static LocalDate date(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private static long until(LocalDate end, long second) {
        return end.atStartOfDay(ZoneOffset.UTC).toEpochSecond() - second;
    }

    /// The end of the names of its header fields: `Minute`.
    String fieldName() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /// As in a configuration.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
