package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The `limitRate` policy: so many calls in a second, a minute … of the calendar (UTC), as with
/// Kong's `rate-limiting`.
public record LimitRateSettings(
        @Key(value = "Calls in a second.", example = "5") @Nullable Long second,
        @Key("Calls in a minute.") @Nullable Long minute,
        @Key("Calls in an hour.") @Nullable Long hour,
        @Key("Calls in a day.") @Nullable Long day,
        @Key("Calls in a month.") @Nullable Long month,
        @Key("Calls in a year.") @Nullable Long year,
        @Key(
                        value =
                                "Whose calls are counted together: of a `consumer`, a `credential`,"
                                    + " an `ip`, a `service` (the API), one value of a `header`, or"
                                    + " a `path`. By address where there is none.",
                        or = "consumer")
                LimitBy limitBy,
        @Key("The field of `limitBy: header`.") @Nullable String headerName,
        @Key("The path of `limitBy: path`.") @Nullable String path,
        @Key(value = "Where calls are counted: `local`, in this process.", or = "local")
                String policy,
        @Key(
                        value =
                                "As Kong's field of that name. Counting in memory cannot fail, so"
                                        + " it changes nothing.",
                        or = "true")
                boolean faultTolerant,
        @Key(value = "Do not tell the client its limits in header fields.", or = "false")
                boolean hideClientHeaders,
        @Key(value = "What a call over the limit is answered.", or = "429") int errorCode,
        @Key(value = "The message with it.", or = "API rate limit exceeded") String errorMessage)
        implements PolicySettings {

    /// Whose calls are counted together.
    public enum LimitBy {
        CONSUMER,
        CREDENTIAL,
        IP,
        SERVICE,
        HEADER,
        PATH
    }

    public LimitRateSettings {
        requireLimits(limits(second, minute, hour, day, month, year));
        if (!policy.equals("local")) {
            throw new IllegalArgumentException(
                    "policy must be local; counting in redis or a cluster is not supported");
        }
        if (limitBy == LimitBy.HEADER && (headerName == null || headerName.isEmpty())) {
            throw new IllegalArgumentException("limitBy must go with headerName: header");
        }
        if (limitBy == LimitBy.PATH && (path == null || !path.startsWith("/"))) {
            throw new IllegalArgumentException("limitBy must go with a path that starts with /");
        }
        if (errorCode < 400 || errorCode > 599) {
            throw new IllegalArgumentException("errorCode must be 400 to 599");
        }
    }

    private static void requireLimits(SequencedMap<Period, Long> limits) {
        if (limits.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one of these must be set: second, minute, hour, day, month, year");
        }
        Map.Entry<Period, Long> shorter = limits.firstEntry();
        for (Map.Entry<Period, Long> limit : limits.entrySet()) {
            if (limit.getValue() < 1) {
                throw new IllegalArgumentException(limit.getKey() + " must be 1 or more");
            }
            if (limit.getValue() < shorter.getValue()) {
                throw new IllegalArgumentException(
                        limit.getKey()
                                + " must be "
                                + shorter.getValue()
                                + " or more: the limit of the shorter "
                                + shorter.getKey());
            }
            shorter = limit;
        }
    }

    /// The limits that are set, the shortest period first.
    SequencedMap<Period, Long> limits() {
        return limits(second, minute, hour, day, month, year);
    }

    private static SequencedMap<Period, Long> limits(
            @Nullable Long second,
            @Nullable Long minute,
            @Nullable Long hour,
            @Nullable Long day,
            @Nullable Long month,
            @Nullable Long year) {
        SequencedMap<Period, Long> set = new LinkedHashMap<>();
        put(set, Period.SECOND, second);
        put(set, Period.MINUTE, minute);
        put(set, Period.HOUR, hour);
        put(set, Period.DAY, day);
        put(set, Period.MONTH, month);
        put(set, Period.YEAR, year);
        return Collections.unmodifiableSequencedMap(set);
    }

    private static void put(Map<Period, Long> set, Period period, @Nullable Long limit) {
        if (limit != null) {
            set.put(period, limit);
        }
    }
}
