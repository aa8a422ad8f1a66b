package io.grantway.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.analytics.AnalyticsConfig.Retention;
import io.grantway.config.ByteSize;
import io.grantway.http.CallRecord;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.TokenUse;
import io.grantway.store.SqlStore;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class AnalyticsTest {
    private static final Retention RETENTION =
            new Retention(Duration.ofHours(3), Duration.ofDays(35), Duration.ofDays(730));
    private static final StreamsConfig NO_STREAMS = new StreamsConfig(null, null, null);
    private static final RequestHead HEAD = Requests.head("GET", "https://h/event");

    private final TestClock clock = new TestClock();
    @TempDir private Path directory;
    private SqlStore store;
    private Analytics analytics;

    @BeforeEach
    void open() {
        open(100);
    }

    private void open(int series) {
        store = SqlStore.open(directory, clock);
        analytics = analytics(store.analytics(), series);
    }

    private Analytics analytics(AnalyticsStore figures, int series) {
        return new Analytics(
                new AnalyticsConfig(true, RETENTION, series, NO_STREAMS),
                figures,
                List.of(),
                clock);
    }

    @AfterEach
    void close() {
        analytics.close();
        store.close();
    }

    private static CallRecord call(String workspace, String api) {
        CallRecord record = new CallRecord();
        record.matched(workspace, api, api + "-1");
        return record;
    }

    private void count(CallRecord record, int status, long millis) {
        analytics.ended(HEAD, record, status, 10, 200, millis * 1_000_000);
    }

    private void count(String api) {
        count(call("Sample", api), 200, 1);
    }

    private Response answer(String query, String... headers) {
        Handler resource = analytics.resource(request -> request.query().first("workspace"));
        try {
            return resource.handle(
                    Requests.get("http://localhost:8001/api/v1/analytics" + query, headers));
        } catch (Problem problem) {
            return problem.toResponse("r");
        }
    }

    private JsonNode ask(String query) {
        Response response = answer(query);
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        return Json.parse(response.body().text()).path("data");
    }

    private long total(String query) {
        long total = 0;
        for (JsonNode row : ask(query)) {
            total += row.path("count").asLong();
        }
        return total;
    }

    @Test
    void includesTheMinuteThatRuns() {
        count(call("Sample", "events"), 200, 5);
        count(call("Sample", "events"), 200, 9);

        JsonNode row = ask("?by=api,outcome").path(0);
        assertThat(row.path("time").asString()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(row.path("api").asString()).isEqualTo("events");
        assertThat(row.path("outcome").asString()).isEqualTo("2xx");
        assertThat(row.path("count").asLong()).isEqualTo(2);
        assertThat(row.path("bytes_in").asLong()).isEqualTo(20);
        assertThat(row.path("bytes_out").asLong()).isEqualTo(400);
        assertThat(row.path("latency_ms").path("mean").asDouble()).isEqualTo(7.0);
        assertThat(row.path("latency_ms").path("p50").asDouble()).isBetween(4.8, 5.2);
        assertThat(row.path("latency_ms").path("max").asDouble()).isEqualTo(9.0);
    }

    @Test
    void tellsApartWhateverACallBelongsTo() {
        CallRecord record = call("Sample", "events");
        record.identified("megan", "phone");
        record.underServer("keycloak");
        record.isOperation("listEvents");
        record.underPlan("gold");
        record.refused("scope_missing", "for a test");
        count(record, 403, 1);

        JsonNode row =
                ask("?by=workspace,api,operation&by=application,server,plan,outcome,reason")
                        .path(0);
        assertThat(row.path("workspace").asString()).isEqualTo("Sample");
        assertThat(row.path("api").asString()).isEqualTo("events");
        assertThat(row.path("operation").asString()).isEqualTo("listEvents");
        assertThat(row.path("application").asString()).isEqualTo("phone");
        assertThat(row.path("server").asString()).isEqualTo("keycloak");
        assertThat(row.path("plan").asString()).isEqualTo("gold");
        assertThat(row.path("outcome").asString()).isEqualTo("4xx");
        assertThat(row.path("reason").asString()).isEqualTo("scope_missing");
    }

    @ParameterizedTest
    @CsvSource({"200, 2xx", "101, 1xx", "302, 3xx", "404, 4xx", "503, 5xx", "499, left", "0, none"})
    void groupsStatuses(int status, String outcome) {
        count(call("Sample", "events"), status, 1);
        assertThat(ask("?by=outcome").path(0).path("outcome").asString()).isEqualTo(outcome);
    }

    @Test
    void countsTokenEventsApartFromCalls() {
        CallRecord record = new CallRecord();
        record.usesToken(new TokenUse(TokenUse.Event.ISSUED, "Sample", "local", "phone"));
        count(record, 200, 3);

        assertThat(ask("")).isEmpty();
        JsonNode row = ask("?kind=tokens&by=server,application,outcome").path(0);
        assertThat(row.path("server").asString()).isEqualTo("local");
        assertThat(row.path("application").asString()).isEqualTo("phone");
        assertThat(row.path("outcome").asString()).isEqualTo("issued");
    }

    @Test
    void countsNeitherPagesNorKeySets() {
        count(new CallRecord(), 200, 1);
        assertThat(ask("")).isEmpty();
    }

    @Test
    void countsCallsThatNoRouteTookUnderNoApi() {
        CallRecord record = new CallRecord();
        record.refused("no_route", "for a test");
        count(record, 404, 1);
        assertThat(ask("?by=api,reason").path(0).path("reason").asString()).isEqualTo("no_route");
    }

    @Test
    void rollsMinutesUpIntoHoursAndDays() {
        for (int i = 0; i < 150; i++) {
            count("events");
            clock.forward(Duration.ofMinutes(1));
            analytics.keepUp();
        }
        String span = "from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z";
        assertThat(ask("?step=minute&" + span)).hasSize(150);
        JsonNode hours = ask("?step=hour&" + span);
        assertThat(hours).hasSize(3);
        assertThat(hours.path(0).path("count").asLong()).isEqualTo(60);
        assertThat(hours.path(2).path("count").asLong()).isEqualTo(30);
        assertThat(ask("?step=day&" + span).path(0).path("count").asLong()).isEqualTo(150);
    }

    @Test
    void survivesARestart() {
        count("events");
        clock.forward(Duration.ofMinutes(1));
        count("events");
        close();
        open();
        count("events");

        assertThat(ask("?step=minute")).hasSize(2);
        assertThat(total("?step=hour")).isEqualTo(3);
        assertThat(total("?step=day")).isEqualTo(3);
    }

    @Test
    void hasWrittenEveryMinuteThatIsOverWhenItCrashes() {
        count("events");
        clock.forward(Duration.ofMinutes(1));
        count("lost");
        analytics.keepUp();
        store.close();
        open();

        assertThat(ask("?by=api").path(0).path("api").asString()).isEqualTo("events");
        assertThat(total("")).isEqualTo(1);
    }

    @Test
    void losesNoCallWhenMinutesChangeUnderManyThreads() throws InterruptedException {
        int threads = 6;
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            String api = "api" + t;
            Thread.ofPlatform()
                    .start(() -> {
                        for (int i = 0; i < each; i++) {
                            count(api);
                            if (i % 5_000 == 0) {
                                clock.forward(Duration.ofSeconds(31));
                            }
                        }
                        done.countDown();
                    });
        }
        while (!done.await(1, TimeUnit.MILLISECONDS)) {
            analytics.keepUp();
            assertThat(total("?step=day")).isLessThanOrEqualTo((long) threads * each);
        }
        for (Step step : Step.values()) {
            String span = "&from=2026-03-01T00:00:00Z&to=2026-03-01T23:00:00Z";
            assertThat(total("?step=" + step + span)).isEqualTo((long) threads * each);
        }
        assertThat(ask("?step=day&by=api"))
                .hasSize(threads)
                .allSatisfy(row -> assertThat(row.path("count").asLong()).isEqualTo(each));
    }

    @Test
    void countsTogetherWhatThereIsNoRoomFor() {
        IntStream.range(0, 100).forEach(i -> count("api" + i));
        count("late");
        count("later");
        IntStream.range(0, 100).forEach(i -> count(call("workspace" + i, "api"), 200, 1));

        assertThat(ask("?by=workspace,api").size()).isBetween(100, 126);
        assertThat(total("")).isEqualTo(202);
        assertThat(total("?workspace=Sample&api=(other)")).isEqualTo(2);
        assertThat(total("?workspace=Sample")).isEqualTo(102);
        assertThat(total("?workspace=&api=(other)")).isBetween(76L, 77L);
    }

    @Test
    void keepsWithinItsBoundAndLosesNothingWhileTheStoreIsAway() {
        Flaky flaky = new Flaky(store.analytics());
        analytics = analytics(flaky, 100);
        flaky.away = true;
        for (int minute = 0; minute < 30; minute++) {
            IntStream.range(0, 150).forEach(i -> count("api" + i));
            clock.forward(Duration.ofMinutes(1));
            analytics.keepUp();
        }
        assertThat(analytics.waiting()).isLessThanOrEqualTo(4 * 126);

        flaky.away = false;
        analytics.keepUp();

        assertThat(analytics.waiting()).isZero();
        assertThat(total("?step=day")).isEqualTo(30 * 150);
    }

    @Test
    void writesNothingTwiceWhenTheStoreFailsBetween() {
        Flaky flaky = new Flaky(store.analytics());
        analytics = analytics(flaky, 1000);
        IntStream.range(0, 250).forEach(i -> count("api" + i));
        clock.forward(Duration.ofMinutes(1));
        flaky.takes = 1;
        flaky.away = true;
        analytics.keepUp();
        assertThat(analytics.waiting()).isEqualTo(200);

        flaky.away = false;
        analytics.keepUp();

        assertThat(total("?step=day")).isEqualTo(250);
    }

    @Test
    void forgetsWhatIsTooOld() {
        count("events");
        clock.forward(Duration.ofHours(4));
        count("events");
        clock.forward(Duration.ofMinutes(1));
        analytics.keepUp();
        String span = "?from=2026-03-01T12:00:00Z&step=";
        assertThat(total(span + "minute")).isEqualTo(1);
        assertThat(total(span + "hour")).isEqualTo(2);

        clock.forward(Duration.ofDays(36));
        analytics.keepUp();
        assertThat(ask(span + "hour")).isEmpty();
        assertThat(total(span + "day")).isEqualTo(2);

        clock.forward(Duration.ofDays(731));
        analytics.keepUp();
        assertThat(ask(span + "day")).isEmpty();
    }

    @Test
    void limitsAnAnswerToTheWorkspaceThatItIsFor() {
        count(call("Sample", "events"), 200, 1);
        count(call("Secret", "plans"), 200, 1);
        Handler ofSample = analytics.resource(_ -> Optional.of("Sample"));

        for (String query : List.of("", "&workspace=Secret")) {
            Request request =
                    Requests.get("http://localhost/api/v1/analytics?by=workspace,api" + query);
            assertThat(ofSample.handle(request).body().text())
                    .contains("events")
                    .doesNotContain("Secret", "plans");
        }
    }

    @Test
    void answersInCommaSeparatedValues() {
        count(call("Sample", "a \"quoted\", name"), 200, 5);
        String expected =
                """
                time,api,count,bytes_in,bytes_out,mean_ms,p50_ms,p90_ms,p95_ms,p99_ms,max_ms\r
                2026-03-01T12:00:00Z,"a ""quoted"", name",1,10,200,5.000,4.992,4.992,4.992,4.992,5.000\r
                """;
        Response byQuery = answer("?by=api&format=csv");
        assertThat(byQuery.body().text()).isEqualTo(expected);
        assertThat(byQuery.headers().first("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(answer("?by=api", "Accept", "text/csv").body().text()).isEqualTo(expected);
        assertThat(answer("?by=api&format=json", "Accept", "text/csv").body().text())
                .startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\tx", "\rx"})
    void writesNoFormulaForASpreadsheet(String name) {
        count(call("Sample", name), 200, 1);
        assertThat(answer("?by=api&format=csv").body().text()).contains(",\"'" + name + "\",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step=week | step: must be one of minute, hour, day",
                "by=colour | by: must be one of workspace, api",
                "by=api, | by: must be one of",
                "kind=x | kind: must be one of calls, tokens",
                "format=xml | format: must be one of json, csv",
                "from=yesterday | from: must be a time such as",
                "to=1 | to: must be a time such as",
                "to=9999-01-01T00:00:00Z | to: must be a time such as",
                "from=2026-03-02T00:00:00Z | from: must be before to",
                "from=2026-01-01T00:00:00Z | step: is too short",
                "stp=hour | stp: is no parameter of this; did you mean step?",
                "api=a&api=b | api: is given more than once",
            })
    void namesTheParameterThatIsWrong(String query, String detail) {
        Response response = answer("?" + query);
        assertThat(response.status()).isEqualTo(400);
        JsonNode problem = Json.parse(response.body().text());
        assertThat(problem.path("code").asString()).isEqualTo("invalid_field");
        assertThat(problem.path("detail").asString()).startsWith(detail);
    }

    @Test
    void refusesAnAnswerThatNobodyCouldRead() {
        close();
        open(20_000);
        IntStream.range(0, 10_001).forEach(i -> count("api" + i));
        Response response = answer("?by=api");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().text()).contains("too_many_rows");
        assertThat(total("")).isEqualTo(10_001);
    }

    @Test
    void refusesSettingsThatCannotBe() {
        StreamsConfig file =
                new StreamsConfig(
                        new StreamsConfig.FileConfig(directory, ByteSize.ofMiB(1), 1), null, null);
        assertThatThrownBy(() -> new AnalyticsConfig(false, RETENTION, 2000, file))
                .hasMessageContaining("streams tell what is counted");
        assertThatThrownBy(() -> new AnalyticsConfig(true, RETENTION, 99, NO_STREAMS))
                .hasMessageContaining("series must be a number from 100 to 100000");
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new Retention(Duration.ofMinutes(59), day, day))
                .hasMessageContaining("minutes must be 1h at least");
    }

    /// A store that is away when the test says so.
    private static final class Flaky implements AnalyticsStore {
        private final AnalyticsStore store;
        private boolean away;

        /// Writes that it still takes.
        private int takes;

        Flaky(AnalyticsStore store) {
            this.store = store;
        }

        @Override
        public void add(List<Row> minutes) {
            if (away && takes-- <= 0) {
                throw new IllegalStateException("the disk is full");
            }
            store.add(minutes);
        }

        @Override
        public void read(Step step, Instant from, Instant to, Filter filter, Consumer<Row> reader) {
            store.read(step, from, to, filter, reader);
        }

        @Override
        public boolean expire(Step step, Instant before) {
            return store.expire(step, before);
        }

        @Override
        public boolean forget(Instant since) {
            return store.forget(since);
        }
    }
}
