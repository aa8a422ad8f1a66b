package io.grantway.config;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads single values: text, secrets, numbers, switches, enums, durations, instants, sizes, URIs,
/// paths.
final class Scalars {
    private static final Set<Class<?>> TYPES =
            Set.of(
                    String.class,
                    Secret.class,
                    boolean.class,
                    Boolean.class,
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    double.class,
                    Double.class,
                    Duration.class,
                    Instant.class,
                    ByteSize.class,
                    URI.class,
                    Path.class);
    private static final Map<String, Boolean> SWITCHES =
            Map.of(
                    "true", true, "yes", true, "on", true, "false", false, "no", false, "off",
                    false);
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    static final Pattern DURATION = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");
    static final Pattern INSTANT =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");
    static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(|KiB|MiB|GiB)");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Scalars() {}

    static boolean reads(Class<?> type) {
        return TYPES.contains(type) || type.isEnum();
    }

    /// @throws Unfit with a message that reads behind the key and does not repeat the text
    static Object read(Class<?> type, String text, Source source) throws Unfit {
        if (type == String.class) {
            return text;
        } else if (type == Secret.class) {
            return Secret.of(text);
        } else if (type == boolean.class || type == Boolean.class) {
            return bool(text);
        } else if (type == int.class || type == Integer.class) {
            return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class || type == Double.class) {
            return decimal(text);
        } else if (type == Duration.class) {
            return duration(text);
        } else if (type == Instant.class) {
            return instant(text);
        } else if (type == ByteSize.class) {
            return size(text);
        } else if (type == URI.class) {
            return uri(text);
        } else if (type == Path.class) {
            return path(text, source);
        }
        return constant(type, text);
    }

    /// What to go on with where the text was unfit, until the configuration is refused.
    static Object standIn(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        } else if (type == Secret.class) {
            return Secret.of("");
        } else if (type == boolean.class || type == Boolean.class) {
            return false;
        } else if (type == int.class || type == Integer.class) {
            return 0;
        } else if (type == long.class || type == Long.class) {
            return 0L;
        } else if (type == double.class || type == Double.class) {
            return 0.0;
        } else if (type == Duration.class) {
            return Duration.ZERO;
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == ByteSize.class) {
            return new ByteSize(0);
        } else if (type == URI.class) {
            return URI.create("http://stand-in.invalid");
        } else if (type == Path.class) {
            return Path.of("");
        }
        return type.getEnumConstants()[0];
    }

    /// How an enum's constants are written: as their `toString` says where that is their own, else
    /// in camel case.
    static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(c -> name((Enum<?>) c)).toList();
    }

    static String name(Enum<?> constant) {
        if (saysItself(constant.getDeclaringClass())) {
            return constant.toString();
        }
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (char c : constant.name().toCharArray()) {
            if (c != '_') {
                camel.append(upper ? c : Character.toLowerCase(c));
            }
            upper = c == '_';
        }
        return camel.toString();
    }

    private static boolean saysItself(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Enum.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("everything has toString", e);
        }
    }

    private static Object constant(Class<?> type, String text) throws Unfit {
        List<String> names = names(type);
        int index = names.indexOf(text);
        if (index < 0) {
            throw new Unfit("must be one of " + String.join(", ", names), Nearest.to(text, names));
        }
        return type.getEnumConstants()[index];
    }

    private static boolean bool(String text) throws Unfit {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        Optional<Boolean> meant = Optional.ofNullable(SWITCHES.get(text.toLowerCase(Locale.ROOT)));
        throw new Unfit("must be true or false", meant.map(String::valueOf));
    }

    private static long whole(String text, long least, long most) throws Unfit {
        if (!WHOLE.matcher(text).matches()) {
            throw new Unfit("must be a whole number");
        }
        BigInteger number = new BigInteger(text);
        if (number.compareTo(BigInteger.valueOf(least)) < 0
                || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new Unfit("must be a whole number from " + least + " to " + most);
        }
        return number.longValue();
    }

    private static double decimal(String text) throws Unfit {
        double number = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new Unfit("must be a number");
        }
        return number;
    }

    private static Duration duration(String text) throws Unfit {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            boolean bare = WHOLE.matcher(text).matches();
            throw new Unfit(
                    bare
                            ? "must say its unit, such as 500ms, 30s, 5m, 1h or 30d"
                            : "must be a duration such as 500ms, 30s, 5m, 1h or 30d");
        }
        long count = Long.parseLong(parts.group(1));
        long millis =
                switch (parts.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 86_400_000;
                };
        if (count > LONGEST.toMillis() / millis) {
            throw new Unfit("must be at most " + LONGEST.toDays() + "d");
        }
        return Duration.ofMillis(count * millis);
    }

    private static Instant instant(String text) throws Unfit {
        try {
            if (INSTANT.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeException _) {
            // such as the 30th of February
        }
        throw new Unfit("must be an instant of UTC such as 2027-01-31T00:00:00Z");
    }

    private static ByteSize size(String text) throws Unfit {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new Unfit("must be a size such as 512 (bytes), 64KiB, 1MiB or 2GiB");
        }
        int shift = List.of("", "KiB", "MiB", "GiB").indexOf(parts.group(2)) * 10;
        long count = Long.parseLong(parts.group(1));
        if (count > Long.MAX_VALUE >> shift) {
            throw new Unfit("is too large a size");
        }
        return new ByteSize(count << shift);
    }

    private static URI uri(String text) throws Unfit {
        return absolute(text)
                .orElseThrow(() ->
                        new Unfit(
                                "must be an absolute URI such as https://host.example/path",
                                Optional.of("http://" + text)
                                        .filter(longer -> absolute(longer).isPresent())));
    }

    private static Optional<URI> absolute(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return uri.isAbsolute() && (!web || uri.getHost() != null)
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Path path(String text, Source source) throws Unfit {
        if (source.directory() == null) {
            throw new Unfit("names a file, which only a configuration in a file may do");
        }
        if (text.isEmpty()) {
            throw new Unfit("must be a path");
        }
        try {
            return source.directory().resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new Unfit("must be a path (" + e.getReason() + ")");
        }
    }
}
