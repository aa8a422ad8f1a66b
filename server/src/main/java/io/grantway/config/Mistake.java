package io.grantway.config;

import java.util.Comparator;
import java.util.Optional;

/// One thing wrong in the configuration.
///
/// @param message what is wrong and what would be right; never holds a secret
/// @param suggestion what was probably meant
public record Mistake(Place place, String message, Optional<String> suggestion) {
    static final Comparator<Mistake> IN_READING_ORDER =
            Comparator.comparing((Mistake mistake) -> mistake.place().file())
                    .thenComparingInt(mistake -> mistake.place().line())
                    .thenComparingInt(mistake -> mistake.place().column());

    public String file() {
        return place.file();
    }

    public int line() {
        return place.line();
    }

    public int column() {
        return place.column();
    }

    public String keyPath() {
        return place.keyPath();
    }

    /// One line of the report. Control characters are masked, so that a file from elsewhere cannot
    /// write escape sequences to the operator's terminal.
    @Override
    public String toString() {
        String path = keyPath().isEmpty() ? "" : keyPath() + ": ";
        String meant = suggestion.map(text -> "; did you mean \"" + text + "\"?").orElse("");
        String line = place.brief() + "  " + path + message + meant;
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
