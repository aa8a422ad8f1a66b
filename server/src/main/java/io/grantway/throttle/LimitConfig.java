package io.grantway.throttle;

import io.grantway.config.ByteSize;
import io.grantway.config.Key;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One limit of a plan: so many requests, or bytes, in a time.
public record LimitConfig(
        @Key(value = "How many requests.", example = "1000") @Nullable Long requests,
        @Key(
                        value =
                                "How many bytes instead, of the bodies of requests and responses"
                                        + " together.",
                        example = "10MiB")
                @Nullable ByteSize bytes,
        @Key(
                        value =
                                "In which time: `second`, `minute`, `hour`, `day`, `week`, `month`"
                                        + " (30 days), or a duration. The time begins with the"
                                        + " first call and then again when it is over.",
                        example = "minute")
                String per,
        @Key(
                        value =
                                "So many at once at most, and they come back evenly over the time:"
                                        + " a smooth limit. Without it everything may be used up at"
                                        + " once, and comes back when the time is over.",
                        example = "20")
                @Nullable ByteSize burst,
        @Key(value = "Counted for each operation of the API by itself.", or = "false")
                boolean perOperation) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(s|m|h|d)");
    private static final long MOST_A_SECOND = 900_000_000;
    private static final Duration LONGEST = Duration.ofDays(366);

    public LimitConfig {
        if ((requests == null) == (bytes == null)) {
            throw new IllegalArgumentException("a limit has either requests or bytes");
        }
        if (requests != null && requests <= 0) {
            throw new IllegalArgumentException("requests must be 1 or more");
        }
        if (bytes != null && bytes.bytes() <= 0) {
            throw new IllegalArgumentException("bytes must be 1 or more");
        }
        if (burst != null && burst.bytes() <= 0) {
            throw new IllegalArgumentException("burst must be 1 or more");
        }
        long most = Math.max(requests == null ? 0 : requests, bytes == null ? 0 : bytes.bytes());
        if (most / windowOf(per).toSeconds() > MOST_A_SECOND) {
            throw new IllegalArgumentException(
                    "a limit is at most " + MOST_A_SECOND + " a second; leave it out instead");
        }
    }

    /// Whether bytes are counted, not requests.
    public boolean inBytes() {
        return bytes != null;
    }

    /// How much may be used in the time.
    public long amount() {
        if (requests != null) {
            return requests;
        }
        return bytes == null ? 0 : bytes.bytes();
    }

    /// How much may be used at once.
    public long atOnce() {
        return burst == null ? amount() : burst.bytes();
    }

    /// The time.
    public Duration window() {
        return windowOf(per);
    }

    private static Duration windowOf(String per) {
        return switch (per.toLowerCase(Locale.ROOT)) {
            case "second" -> Duration.ofSeconds(1);
            case "minute" -> Duration.ofMinutes(1);
            case "hour" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            case "week" -> Duration.ofDays(7);
            case "month" -> Duration.ofDays(30);
            default -> duration(per);
        };
    }

    private static Duration duration(String per) {
        Matcher parts = DURATION.matcher(per);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "per must be second, minute, hour, day, week, month, or a duration such as"
                            + " 10s, 15m or 12h");
        }
        long count = Long.parseLong(parts.group(1));
        Duration window =
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        if (window.isZero() || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("per must be between 1s and 366d");
        }
        return window;
    }
}
