package io.grantway.analytics;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Keeps the figures of all series by minute, hour and day.
public interface AnalyticsStore {
    /// Adds what was counted in minutes to the figures of these minutes, their hours and their
    /// days: all of it, or nothing where it throws.
    void add(List<Row> minutes);

    /// Reads the rows of a step that begin in a span of time, in order of time, a few at a time.
    ///
    /// @param from the first moment
    /// @param to the moment after the last
    void read(Step step, Instant from, Instant to, Filter filter, Consumer<Row> reader);

    /// Forgets the oldest rows of a step, where they begin before a moment.
    ///
    /// @return whether there may be more
    boolean expire(Step step, Instant before);

    /// Forgets series of which nothing was counted since a moment, which must be so long ago that
    /// no row of theirs is left.
    ///
    /// @return whether there may be more
    boolean forget(Instant since);
}
