package io.grantway.analytics;

import io.grantway.config.Key;
import java.time.Duration;

/// What is counted of calls and tokens, and how long it is kept.
public record AnalyticsConfig(
        @Key(value = "Count calls and token events for `/api/v1/analytics`.", or = "true")
                boolean enabled,
        @Key(value = "How long figures are kept.", or = "{}") Retention retention,
        @Key(
                        value =
                                "How many combinations of API, operation, application, server, plan"
                                        + " and outcome are told apart in a minute, from 100 to"
                                        + " 100000; what comes after is counted together as"
                                        + " `(other)`. Each takes about 1 KiB of memory for each"
                                        + " processor, eight at most, while it has calls.",
                        or = "2000")
                int series,
        @Key(value = "Where each call and token event is told as it happens.", or = "{}")
                StreamsConfig streams) {
    private static final int FEWEST = 100;
    private static final int MOST = 100_000;

    public AnalyticsConfig {
        if (series < FEWEST || series > MOST) {
            throw new IllegalArgumentException(
                    "series must be a number from " + FEWEST + " to " + MOST);
        }
        if (!enabled && !streams.isEmpty()) {
            throw new IllegalArgumentException(
                    "streams tell what is counted: take them out, or say enabled: true");
        }
    }

    /// How long figures are kept.
    public record Retention(
            @Key(value = "Those of single minutes, an hour at least.", or = "3h") Duration minutes,
            @Key(value = "Those of hours, a day at least.", or = "35d") Duration hours,
            @Key(value = "Those of days, a day at least.", or = "730d") Duration days) {
        public Retention {
            atLeast("minutes", minutes, Duration.ofHours(1));
            atLeast("hours", hours, Duration.ofDays(1));
            atLeast("days", days, Duration.ofDays(1));
        }

        private static void atLeast(String name, Duration value, Duration least) {
            if (value.compareTo(least) < 0) {
                throw new IllegalArgumentException(
                        name + " must be " + least.toHours() + "h at least");
            }
        }

        Duration of(Step step) {
            return switch (step) {
                case MINUTE -> minutes;
                case HOUR -> hours;
                case DAY -> days;
            };
        }

        /// The longest of them.
        Duration longest() {
            Duration longest = minutes.compareTo(hours) > 0 ? minutes : hours;
            return longest.compareTo(days) > 0 ? longest : days;
        }
    }
}
