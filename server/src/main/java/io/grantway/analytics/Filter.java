package io.grantway.analytics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which series are asked for: those of one kind that have each of these values.
public record Filter(Series.Kind kind, Map<Dimension, String> values) {
    public Filter {
        values = Map.copyOf(values);
    }

    /// What a series must have there; null for anything.
    public @Nullable String value(Dimension dimension) {
        return values.get(dimension);
    }

    boolean admits(Series series) {
        return series.kind() == kind
                && values.entrySet().stream()
                        .allMatch(each -> each.getKey().of(series).equals(each.getValue()));
    }
}
