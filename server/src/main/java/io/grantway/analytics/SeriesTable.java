package io.grantway.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The figures of so many series and no more: when it is full, new ones are counted together.
/// Belongs to one thread at a time.
final class SeriesTable {
    private final Map<Series, Figures> told = new HashMap<>();

    /// Of those that there is no room for.
    private final Map<Series, Figures> rests = new HashMap<>(0);

    private final int most;

    /// @param most series that are told apart; a quarter of that more for the rests of workspaces
    SeriesTable(int most) {
        this.most = most;
    }

    /// Where a series is counted.
    Figures of(Series series) {
        Figures found = told.get(series);
        return found == null ? added(series) : found;
    }

    private Figures added(Series series) {
        if (!series.isRest() && told.size() < most) {
            return told.computeIfAbsent(series, _ -> new Figures());
        }
        Series rest = series.isRest() ? series : series.rest();
        boolean fits = rests.containsKey(rest) || rests.size() < most / 4;
        return rests.computeIfAbsent(fits ? rest : rest.last(), _ -> new Figures());
    }

    /// Adds everything that another has counted.
    void add(SeriesTable other) {
        other.forEach((series, counted) -> of(series).add(counted));
    }

    void forEach(BiConsumer<Series, Figures> reader) {
        told.forEach(reader);
        rests.forEach(reader);
    }

    /// Some of the series, so many at most.
    List<Series> some(int number) {
        return Stream.concat(told.keySet().stream(), rests.keySet().stream())
                .limit(number)
                .toList();
    }

    void forget(List<Series> series) {
        for (Series each : series) {
            told.remove(each);
            rests.remove(each);
        }
    }

    boolean isEmpty() {
        return told.isEmpty() && rests.isEmpty();
    }

    int size() {
        return told.size() + rests.size();
    }
}
