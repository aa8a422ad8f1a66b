package io.grantway.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/// What to do about a reason of refusal: which settings decide, and what would have passed.
///
/// @param settings by their names in a configuration
/// @param wouldPass in a sentence
public record Advice(List<String> settings, String wouldPass) {
    private static final String TABLE = "advice.properties";

    /// Read when the first explanation is asked for.
    private static final class Table {
        static final Properties ALL = read();
    }

    public Advice {
        settings = List.copyOf(settings);
    }

    /// The advice for a reason; that nothing is known, for one that is not in the table.
    public static Advice of(String reason) {
        String line = Table.ALL.getProperty(reason);
        if (line == null) {
            return new Advice(List.of(), "Nothing more is known about this reason.");
        }
        int bar = line.indexOf('|');
        String settings = line.substring(0, bar).strip();
        return new Advice(
                settings.equals("-") ? List.of() : Arrays.asList(settings.split(", ")),
                line.substring(bar + 1).strip());
    }

    /// Whether the table has a reason.
    public static boolean has(String reason) {
        return Table.ALL.containsKey(reason);
    }

    private static Properties read() {
        Properties table = new Properties();
        try (InputStream resource =
                Objects.requireNonNull(Advice.class.getResourceAsStream(TABLE))) {
            table.load(new InputStreamReader(resource, StandardCharsets.UTF_8));
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own files cannot be read", e);
        }
    }
}
