package io.grantway.analytics;

import io.grantway.http.Problem;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The answer to a question: figures by time, and by what was to be told apart.
final class Report {
    private static final int MOST_ROWS = 10_000;

    /// @param values of the dimensions asked for, in that order
    record Place(Instant start, List<String> values) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::start).thenComparing(Place::values, Report::compare);

        @Override
        public int compareTo(@Nullable Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final List<Dimension> by;
    private final Map<Place, Figures> figures = new TreeMap<>();

    Report(List<Dimension> by) {
        this.by = by;
    }

    /// @throws Problem 400 where the answer would be too long
    void add(Row row) {
        Place place =
                new Place(row.start(), by.stream().map(each -> each.of(row.series())).toList());
        Figures found = figures.get(place);
        if (found == null) {
            if (figures.size() == MOST_ROWS) {
                throw Problem.badRequest(
                        "too_many_rows",
                        "by: these would be more than "
                                + MOST_ROWS
                                + " rows; ask for less time, a longer step or fewer dimensions");
            }
            found = new Figures();
            figures.put(place, found);
        }
        found.add(row.figures());
    }

    void forEach(BiConsumer<Place, Figures> reader) {
        figures.forEach(reader);
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int difference = one.get(i).compareTo(other.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
