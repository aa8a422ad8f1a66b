package io.grantway.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grantway.analytics.Series.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [AnalyticsStore] does.
public interface AnalyticsStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");
    Instant END = Instant.parse("2030-01-01T00:00:00Z");
    Filter CALLS = new Filter(Kind.CALLS, Map.of());

    AnalyticsStore analytics();

    private static Series series(String workspace, String api, String outcome) {
        return new Series(Kind.CALLS, workspace, api, "get", "app", "local", "gold", outcome, "");
    }

    private static Row row(Instant minute, Series series, long... micros) {
        Figures figures = new Figures();
        for (long each : micros) {
            figures.add(10, 200, each);
        }
        return new Row(minute, series, figures);
    }

    private List<Row> read(Step step, Instant from, Instant to, Filter filter) {
        List<Row> rows = new ArrayList<>();
        analytics().read(step, from, to, filter, rows::add);
        return rows;
    }

    private List<Row> all(Step step) {
        return read(step, BEGINNING, END, CALLS);
    }

    @Test
    default void addsAMinuteToItsHourAndItsDay() {
        Series series = series("Sample", "events", "2xx");
        analytics().add(List.of(row(NOON, series, 1_000, 3_000)));
        analytics().add(List.of(row(NOON.plusSeconds(60), series, 9_000)));
        analytics().add(List.of(row(NOON.plusSeconds(3600), series, 200)));

        assertThat(all(Step.MINUTE))
                .extracting(Row::start, each -> each.figures().count())
                .containsExactly(
                        tuple(NOON, 2L),
                        tuple(NOON.plusSeconds(60), 1L),
                        tuple(NOON.plusSeconds(3600), 1L));
        assertThat(all(Step.HOUR))
                .extracting(Row::start, each -> each.figures().count())
                .containsExactly(tuple(NOON, 3L), tuple(NOON.plusSeconds(3600), 1L));
        assertThat(all(Step.DAY))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.start()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
                    assertThat(day.series()).isEqualTo(series);
                    assertThat(day.figures().count()).isEqualTo(4);
                    assertThat(day.figures().bytesIn()).isEqualTo(40);
                    assertThat(day.figures().bytesOut()).isEqualTo(800);
                    assertThat(day.figures().micros()).isEqualTo(13_200);
                    assertThat(day.figures().longest()).isEqualTo(9_000);
                    assertThat(day.figures().quantile(0.5)).isBetween(970L, 1_030L);
                });
    }

    @Test
    default void addsToAMinuteThatIsThere() {
        Series series = series("Sample", "events", "2xx");
        analytics().add(List.of(row(NOON, series, 5)));
        analytics().add(List.of(row(NOON, series, 7)));

        for (Step step : Step.values()) {
            assertThat(all(step))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.figures().count()).isEqualTo(2);
                        assertThat(row.figures().micros()).isEqualTo(12);
                    });
        }
    }

    @Test
    default void readsOnlyWhatIsAskedFor() {
        Series tokens = new Series(Kind.TOKENS, "Sample", "", "", "app", "local", "", "issued", "");
        analytics()
                .add(
                        List.of(
                                row(NOON, series("Sample", "events", "2xx"), 1),
                                row(NOON, series("Sample", "events", "4xx"), 1),
                                row(NOON, series("Other", "events", "2xx"), 1),
                                row(NOON, tokens, 1)));

        Filter one =
                new Filter(
                        Kind.CALLS,
                        Map.of(Dimension.WORKSPACE, "Sample", Dimension.OUTCOME, "2xx"));
        assertThat(read(Step.HOUR, BEGINNING, END, one))
                .extracting(Row::series)
                .containsExactly(series("Sample", "events", "2xx"));
        assertThat(read(Step.HOUR, BEGINNING, END, new Filter(Kind.TOKENS, Map.of())))
                .extracting(Row::series)
                .containsExactly(tokens);
        assertThat(read(Step.MINUTE, NOON, NOON.plusMillis(1), CALLS)).hasSize(3);
        assertThat(read(Step.MINUTE, NOON.plusMillis(1), END, CALLS)).isEmpty();
        assertThat(read(Step.MINUTE, BEGINNING, NOON, CALLS)).isEmpty();
    }

    @Test
    default void readsManyRowsEachOnceInOrderOfTime() {
        for (int minute = 0; minute < 6; minute++) {
            Instant start = NOON.plusSeconds(60L * (5 - minute));
            analytics()
                    .add(
                            IntStream.range(0, 333)
                                    .mapToObj(
                                            i -> row(start, series("Sample", "api" + i, "2xx"), i))
                                    .toList());
        }
        List<Row> rows = all(Step.MINUTE);
        assertThat(rows)
                .hasSize(6 * 333)
                .isSortedAccordingTo((one, other) -> one.start().compareTo(other.start()));
        assertThat(rows.stream().map(row -> row.start() + row.series().api()).distinct())
                .hasSize(6 * 333);
    }

    @Test
    default void forgetsTheOldRowsOfAStepAndLeavesTheOthers() {
        Series series = series("Sample", "events", "2xx");
        for (int minute = 0; minute < 5; minute++) {
            analytics().add(List.of(row(NOON.plusSeconds(60L * minute), series, 1)));
        }
        while (analytics().expire(Step.MINUTE, NOON.plusSeconds(180))) {
            // There is more.
        }
        assertThat(all(Step.MINUTE))
                .extracting(Row::start)
                .containsExactly(NOON.plusSeconds(180), NOON.plusSeconds(240));
        assertThat(all(Step.HOUR)).hasSize(1);
        assertThat(all(Step.DAY)).hasSize(1);
    }

    @Test
    default void forgetsSeriesThatNothingIsCountedOfAnyMore() {
        Series old = series("Sample", "old", "2xx");
        Series used = series("Sample", "used", "2xx");
        Instant later = NOON.plus(Duration.ofDays(10));
        analytics().add(List.of(row(NOON, old, 1), row(NOON, used, 1)));
        analytics().add(List.of(row(later, used, 1)));
        while (analytics().expire(Step.DAY, NOON.plus(Duration.ofDays(2)))) {
            // There is more.
        }
        assertThat(analytics().forget(NOON.plus(Duration.ofDays(2)))).isFalse();

        assertThat(all(Step.DAY)).extracting(Row::series).containsExactly(used);
        analytics().add(List.of(row(later, old, 1)));
        assertThat(all(Step.DAY)).extracting(Row::series).containsExactlyInAnyOrder(used, old);
    }
}
