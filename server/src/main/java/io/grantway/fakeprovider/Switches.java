package io.grantway.fakeprovider;

import io.grantway.vault.Access.Revocation.Style;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The switches that are set; they may be set anew while it runs. Thread-safe.
public final class Switches {
    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5})/([sm])");

    /// So many calls in so long.
    record Rate(int calls, Duration per) {}

    private final Map<Switch, String> values = new ConcurrentHashMap<>();

    /// None set: a well-behaved provider.
    public Switches() {}

    /// Sets one.
    ///
    /// @param name such as `token-life`
    /// @param value as on the command line; empty, `false` or `off` takes it back
    /// @throws IllegalArgumentException saying what is wrong
    public Switches with(String name, String value) {
        Switch which =
                Switch.named(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no switch '" + name + "'; there are " + names()));
        if (value.isEmpty() || value.equals("false") || value.equals("off")) {
            values.remove(which);
        } else {
            check(which, value);
            values.put(which, value);
        }
        return this;
    }

    /// Sets a flag.
    public Switches with(String name) {
        return with(name, "true");
    }

    private static String names() {
        return String.join(", ", Stream.of(Switch.values()).map(Switch::wireName).toList());
    }

    private static void check(Switch which, String value) {
        boolean fine =
                switch (which.kind()) {
                    case FLAG -> value.equals("true");
                    case DURATION -> DURATION.matcher(value).matches();
                    case NUMBER -> value.matches("[1-9][0-9]{0,8}");
                    case STATUS -> value.matches("[2-5][0-9]{2}");
                    case RATE -> RATE.matcher(value).matches();
                    case TEXT -> style(value).isPresent();
                };
        if (!fine) {
            throw new IllegalArgumentException(
                    which.wireName() + " does not take '" + value + "': " + which.description());
        }
    }

    private static Optional<Style> style(String value) {
        return Stream.of(Style.values())
                .filter(each -> each.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    boolean has(Switch which) {
        return values.containsKey(which);
    }

    Optional<Duration> duration(Switch which) {
        return Optional.ofNullable(values.get(which)).map(Switches::parsed);
    }

    OptionalInt number(Switch which) {
        String value = values.get(which);
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    Optional<Rate> rate() {
        return Optional.ofNullable(values.get(Switch.RATE_LIMIT))
                .map(text -> {
                    Matcher parts = RATE.matcher(text);
                    if (!parts.matches()) {
                        throw new IllegalStateException("checked before");
                    }
                    return new Rate(
                            Integer.parseInt(parts.group(1)),
                            parts.group(2).equals("s")
                                    ? Duration.ofSeconds(1)
                                    : Duration.ofMinutes(1));
                });
    }

    Duration life() {
        return duration(Switch.TOKEN_LIFE).orElse(USUAL_LIFE);
    }

    Style revocation() {
        return Optional.ofNullable(values.get(Switch.REVOKE_STYLE))
                .flatMap(Switches::style)
                .orElse(Style.RFC7009);
    }

    /// Whether this answer of the token endpoint is the one that gets lost. Counts it.
    boolean losesThis() {
        String left = values.get(Switch.LOSE_ANSWER);
        if (left == null) {
            return false;
        }
        String after = String.valueOf(Integer.parseInt(left) - 1);
        if (after.equals("0")) {
            return values.remove(Switch.LOSE_ANSWER, left);
        }
        return !values.replace(Switch.LOSE_ANSWER, left, after) && losesThis();
    }

    /// What is set, by name.
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        values.forEach((which, value) -> all.put(which.wireName(), value));
        return all;
    }

    private static Duration parsed(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time, such as 60s");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
