package io.grantway.store.sql;

import io.grantway.analytics.AnalyticsStore;
import io.grantway.analytics.Dimension;
import io.grantway.analytics.Figures;
import io.grantway.analytics.Filter;
import io.grantway.analytics.Latencies;
import io.grantway.analytics.Row;
import io.grantway.analytics.Series;
import io.grantway.analytics.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Figures of calls and tokens in the table `analytics`, and what they are counted by in
/// `analytics_series`.
public final class SqlAnalytics implements AnalyticsStore {
    private static final int PAGE = 500;
    private static final int AT_ONCE = 256;

    private static final String SERIES =
            "SELECT id, last_at FROM analytics_series WHERE kind = ? AND workspace = ? AND api = ?"
                    + " AND operation = ? AND application = ? AND server = ? AND plan = ?"
                    + " AND outcome = ? AND reason = ?";
    private static final String ADD_SERIES =
            "INSERT INTO analytics_series (kind, workspace, api, operation, application, server,"
                    + " plan, outcome, reason, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " RETURNING id, last_at";
    private static final String SEEN = "UPDATE analytics_series SET last_at = ? WHERE id = ?";
    private static final String FIGURES =
            "SELECT count, bytes_in, bytes_out, micros, longest, latencies FROM analytics"
                    + " WHERE step = ? AND start = ? AND series = ?";
    private static final String SAVE =
            "INSERT INTO analytics (step, start, series, count, bytes_in, bytes_out, micros,"
                    + " longest, latencies) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (step, start, series) DO UPDATE SET count = excluded.count,"
                    + " bytes_in = excluded.bytes_in, bytes_out = excluded.bytes_out,"
                    + " micros = excluded.micros, longest = excluded.longest,"
                    + " latencies = excluded.latencies";

    /// The order of the tables is fixed: by time first.
    private static final String READ =
            "SELECT a.start, a.series, a.count, a.bytes_in, a.bytes_out, a.micros, a.longest,"
                + " a.latencies, s.workspace, s.api, s.operation, s.application, s.server, s.plan,"
                + " s.outcome, s.reason FROM analytics a CROSS JOIN analytics_series s WHERE s.id ="
                + " a.series AND a.step = ? AND (a.start, a.series) > (?, ?) AND a.start < ? AND"
                + " s.kind = ? AND s.workspace = coalesce(?, s.workspace) AND s.api = coalesce(?,"
                + " s.api) AND s.operation = coalesce(?, s.operation) AND s.application ="
                + " coalesce(?, s.application) AND s.server = coalesce(?, s.server) AND s.plan ="
                + " coalesce(?, s.plan) AND s.outcome = coalesce(?, s.outcome) AND s.reason ="
                + " coalesce(?, s.reason) ORDER BY a.start, a.series LIMIT ?";

    private static final String EXPIRE =
            "DELETE FROM analytics WHERE step = ? AND start ="
                    + " (SELECT min(start) FROM analytics WHERE step = ? AND start < ?)";
    private static final String FORGET =
            "DELETE FROM analytics_series WHERE id IN (SELECT id FROM analytics_series"
                    + " WHERE last_at < ? ORDER BY last_at LIMIT ?)";

    private record Known(long id, Instant lastAt) {}

    private record Found(long series, Row row) {}

    private final Database database;

    public SqlAnalytics(Database database) {
        this.database = database;
    }

    @Override
    public void add(List<Row> minutes) {
        database.write(session -> {
            for (Row row : minutes) {
                long series = series(session, row);
                for (Step step : Step.values()) {
                    add(session, step, step.start(row.start()).toEpochMilli(), series, row);
                }
            }
            return minutes.size();
        });
    }

    private static long series(Session session, Row row) throws SQLException {
        @Nullable Object[] values = values(row.series(), Step.DAY.start(row.start()));
        Optional<Known> found =
                session.first(
                        SERIES, SqlAnalytics::known, Arrays.copyOf(values, values.length - 1));
        if (found.isEmpty()) {
            return session.first(ADD_SERIES, SqlAnalytics::known, values).orElseThrow().id();
        }
        // Once a day is enough for what is kept for days.
        Instant day = Step.DAY.start(row.start());
        if (day.isAfter(found.get().lastAt())) {
            session.update(SEEN, day.toEpochMilli(), found.get().id());
        }
        return found.get().id();
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(row.getLong("id"), Columns.time(row, "last_at"));
    }

    private static @Nullable Object[] values(Series series, Instant day) {
        List<Object> values = new ArrayList<>(List.of(series.kind().toString()));
        for (Dimension dimension : Dimension.values()) {
            values.add(dimension.of(series));
        }
        values.add(day.toEpochMilli());
        return values.toArray();
    }

    private static void add(Session session, Step step, long start, long series, Row row)
            throws SQLException {
        Figures sum =
                session.first(FIGURES, SqlAnalytics::figures, number(step), start, series)
                        .orElseGet(Figures::new)
                        .add(row.figures());
        session.update(
                SAVE,
                number(step),
                start,
                series,
                sum.count(),
                sum.bytesIn(),
                sum.bytesOut(),
                sum.micros(),
                sum.longest(),
                sum.latencies().bytes());
    }

    /// As the column has it.
    private static int number(Step step) {
        return switch (step) {
            case MINUTE -> 0;
            case HOUR -> 1;
            case DAY -> 2;
        };
    }

    private static Figures figures(ResultSet row) throws SQLException {
        return new Figures(
                row.getLong("count"),
                row.getLong("bytes_in"),
                row.getLong("bytes_out"),
                row.getLong("micros"),
                row.getLong("longest"),
                Latencies.of(row.getBytes("latencies")));
    }

    @Override
    public void read(Step step, Instant from, Instant to, Filter filter, Consumer<Row> reader) {
        long start = from.toEpochMilli();
        long series = -1;
        List<Found> page;
        do {
            page = page(step, start, series, to, filter);
            page.forEach(each -> reader.accept(each.row()));
            if (!page.isEmpty()) {
                start = page.getLast().row().start().toEpochMilli();
                series = page.getLast().series();
            }
        } while (page.size() == PAGE);
    }

    private List<Found> page(Step step, long start, long series, Instant to, Filter filter) {
        List<@Nullable Object> values = new ArrayList<>();
        values.addAll(List.of(number(step), start, series, to.toEpochMilli()));
        values.add(filter.kind().toString());
        for (Dimension dimension : Dimension.values()) {
            values.add(filter.value(dimension));
        }
        values.add(PAGE);
        return database.read(
                session -> session.list(READ, row -> found(row, filter.kind()), values.toArray()));
    }

    private static Found found(ResultSet row, Series.Kind kind) throws SQLException {
        return new Found(
                row.getLong("series"),
                new Row(
                        Columns.time(row, "start"),
                        new Series(
                                kind,
                                row.getString("workspace"),
                                row.getString("api"),
                                row.getString("operation"),
                                row.getString("application"),
                                row.getString("server"),
                                row.getString("plan"),
                                row.getString("outcome"),
                                row.getString("reason")),
                        figures(row)));
    }

    @Override
    public boolean expire(Step step, Instant before) {
        return database.write(session ->
                session.update(EXPIRE, number(step), number(step), before.toEpochMilli()) > 0);
    }

    @Override
    public boolean forget(Instant since) {
        return database.write(
                session -> session.update(FORGET, since.toEpochMilli(), AT_ONCE) == AT_ONCE);
    }
}
