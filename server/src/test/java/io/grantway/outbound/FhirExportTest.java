package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grantway.outbound.FhirExport.State;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestFhir;
import io.grantway.testing.TestFhir.Asked;
import io.grantway.testing.TestFhir.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bulk Data Access 2.0.
@Timeout(60)
class FhirExportTest {
    private static final String ROWS = "{\"resourceType\":\"Patient\",\"id\":\"1\"}\n{}\n";
    private static final Reply BUSY = new Reply(202, "", "X-Progress", "half", "Retry-After", "0");

    private final FhirFixture fixture = new FhirFixture();
    private final TestClock clock = new TestClock();

    @TempDir Path directory;

    @AfterEach
    void close() {
        fixture.close();
    }

    private FhirExports exports(List<String> fileOrigins) {
        return FhirConnection.exports(
                FhirFixture.config(
                        fixture.server.base(),
                        new FhirPagingConfig(10, 10, List.of()),
                        FhirFixture.export(fileOrigins)),
                fixture.connection(),
                fixture.connection(),
                directory,
                clock,
                new Random(7));
    }

    private String status() {
        return fixture.server.origin() + "/bulk/9";
    }

    private void begins() {
        fixture.server.on("GET /fhir/$export", new Reply(202, "", "Content-Location", status()));
    }

    private static String manifest(boolean token, String... urls) {
        String output =
                Stream.of(urls)
                        .map(url -> "{\"type\":\"Patient\",\"url\":\"" + url + "\",\"count\":2}")
                        .reduce((one, other) -> one + "," + other)
                        .orElse("");
        return "{\"transactionTime\":\"2026-03-01T11:00:00.000Z\",\"request\":\"x\","
                + "\"requiresAccessToken\":"
                + token
                + ",\"output\":["
                + output
                + "],\"error\":[]}";
    }

    private static FhirExport ended(FhirExport export) throws InterruptedException {
        assertThat(export.await(Duration.ofSeconds(30))).isTrue();
        return export;
    }

    @Test
    void bringsTheFilesOfAnExport() throws Exception {
        fixture.server.on(
                "GET /fhir/Group/g1/$export?_type=Patient%2CObservation",
                new Reply(202, "", "Content-Location", status()));
        String file = fixture.server.origin() + "/files/1?signature=s3cret";
        fixture.server.on("GET /bulk/9", BUSY, BUSY, new Reply(200, manifest(true, file)));
        fixture.server.on("GET /files/1?signature=s3cret", new Reply(200, ROWS));

        FhirExports exports = exports(List.of());
        FhirExportRequest request =
                FhirExportRequest.of("Group/g1").ofTypes(List.of("Patient", "Observation"));
        FhirExport export = ended(exports.start(request));

        assertThat(export.state()).isEqualTo(State.DONE);
        assertThat(export.progress()).isEqualTo("half");
        FhirExport.File only = export.files().getFirst();
        assertThat(only.path()).hasContent(ROWS).hasParent(export.directory());
        assertThat(only.rows()).isEqualTo(2);
        assertThat(export.transactionTime()).hasValue("2026-03-01T11:00:00.000Z");
        assertThat(exports.lastTransactionTime(request)).hasValue("2026-03-01T11:00:00.000Z");
        assertThat(exports.lastTransactionTime(FhirExportRequest.of("Group/g1"))).isEmpty();
        assertThat(fixture.server.asked().getFirst().header("Prefer")).isEqualTo("respond-async");
        assertThat(Files.readString(export.directory().resolve("job.json")))
                .contains("DONE")
                .doesNotContain("s3cret")
                .doesNotContain("token-");
    }

    @Test
    void asksForATokenForEachPollAndEachFile() throws Exception {
        begins();
        String file = fixture.server.origin() + "/files/";
        fixture.server.on("GET /bulk/9", BUSY, new Reply(200, manifest(true, file + 1, file + 2)));
        fixture.server.on("GET /files/1", new Reply(200, ROWS));
        fixture.server.on("GET /files/2", new Reply(200, ROWS));

        ended(exports(List.of()).start(FhirExportRequest.of("")));

        assertThat(fixture.server.asked())
                .extracting(asked -> asked.target() + " " + asked.header("Authorization"))
                .containsExactly(
                        "/fhir/$export Bearer token-1",
                        "/bulk/9 Bearer token-2",
                        "/bulk/9 Bearer token-3",
                        "/files/1 Bearer token-1",
                        "/files/2 Bearer token-2");
    }

    @Test
    void showsTheTokenToFileHostsOnlyWhereTheServerSaysSo() throws Exception {
        try (TestFhir files = new TestFhir()) {
            files.on("GET /1", new Reply(200, ROWS)).on("GET /2", new Reply(200, ROWS));
            begins();
            fixture.server.on(
                    "GET /bulk/9",
                    new Reply(200, manifest(false, files.origin() + "/1")),
                    new Reply(200, manifest(true, files.origin() + "/2")));
            FhirExports exports = exports(List.of(files.origin().toString()));

            ended(exports.start(FhirExportRequest.of("")));
            ended(exports.start(FhirExportRequest.of("")));

            assertThat(files.asked())
                    .extracting(asked -> asked.target() + " " + asked.header("Authorization"))
                    .containsExactly("/1 ", "/2 Bearer token-1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksNoHostThatIsNotConfigured(boolean token) throws Exception {
        try (TestFhir files = new TestFhir()) {
            begins();
            fixture.server.on(
                    "GET /bulk/9", new Reply(200, manifest(token, files.origin() + "/1")));

            FhirExport export = ended(exports(List.of()).start(FhirExportRequest.of("")));

            assertThat(export.state()).isEqualTo(State.FAILED);
            assertThat(export.failure().orElseThrow())
                    .contains(files.origin().toString())
                    .contains("fhir.export.fileOrigins");
            assertThat(files.asked()).isEmpty();
        }
    }

    @Test
    void refusesAStatusAddressElsewhere() {
        fixture.server.on(
                "GET /fhir/$export",
                new Reply(202, "", "Content-Location", "http://evil.example/status"));

        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> exports(List.of()).start(FhirExportRequest.of("")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(FhirFailure.Reason.LINK));
    }

    @Test
    void refusesAServerThatDoesNotBegin() {
        fixture.server.on("GET /fhir/$export", new Reply(200, "{\"resourceType\":\"Bundle\"}"));

        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> exports(List.of()).start(FhirExportRequest.of("")))
                .withMessageContaining("202 with Content-Location");
        assertThat(directory.resolve("My_EHR")).isEmptyDirectory();
    }

    @Test
    void waitsNoLongerThanConfiguredWhateverTheServerSays() throws Exception {
        begins();
        fixture.server.on(
                "GET /bulk/9",
                new Reply(202, "", "Retry-After", "7200"),
                new Reply(429, "", "Retry-After", "Fri, 01 Jan 2077 00:00:00 GMT"),
                new Reply(202, "", "Retry-After", "soon"),
                new Reply(200, manifest(true)));

        assertThat(ended(exports(List.of()).start(FhirExportRequest.of(""))).state())
                .isEqualTo(State.DONE);
    }

    @Test
    void bearsErrorsThatPass() throws Exception {
        begins();
        Reply down = new Reply(503, "");
        fixture.server.on(
                "GET /bulk/9",
                down,
                down,
                down,
                BUSY,
                down,
                down,
                down,
                down,
                down,
                down,
                new Reply(200, manifest(true, "/files/1")));
        fixture.server.on("GET /files/1", down, down, new Reply(200, ROWS));

        assertThat(ended(exports(List.of()).start(FhirExportRequest.of(""))).state())
                .isEqualTo(State.DONE);
    }

    @Test
    void givesUpWhereErrorsDoNotPass() throws Exception {
        begins();
        fixture.server.on("GET /bulk/9", new Reply(500, ""));

        FhirExport export = ended(exports(List.of()).start(FhirExportRequest.of("")));

        assertThat(export.state()).isEqualTo(State.FAILED);
        assertThat(fixture.server.asked()).hasSizeBetween(3, 12);
    }

    @Test
    void failsAtOnceWhereTheServerRefuses() throws Exception {
        begins();
        fixture.server.on(
                "GET /bulk/9",
                new Reply(
                        400,
                        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"processing\",\"diagnostics\":\"no"
                            + " such group\"}]}"));

        FhirExport export = ended(exports(List.of()).start(FhirExportRequest.of("")));

        assertThat(export.failure().orElseThrow()).contains("400").contains("no such group");
        assertThat(fixture.server.asked()).hasSize(2);
    }

    @Test
    void failsAfterTheLongestWait() throws Exception {
        begins();
        fixture.server.on("GET /bulk/9", BUSY);
        fixture.server.before(() -> clock.forward(Duration.ofHours(7)));

        FhirExport export = ended(exports(List.of()).start(FhirExportRequest.of("")));

        assertThat(export.failure().orElseThrow()).contains("fhir.export.maxWait");
        assertThat(fixture.server.asked()).hasSizeLessThan(8);
    }

    @Test
    @SuppressWarnings("try") // it is closed in the middle of what it does
    void goesOnAfterARestartWithoutFetchingAFileTwice() throws Exception {
        begins();
        CountDownLatch secondFile = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        String origin = fixture.server.origin().toString();
        fixture.server.on(
                "GET /bulk/9",
                new Reply(200, manifest(true, origin + "/a?sig=1", origin + "/b?sig=1")),
                new Reply(200, manifest(true, origin + "/b?sig=2", origin + "/a?sig=2")));
        for (String sig : List.of("1", "2")) {
            fixture.server.on("GET /a?sig=" + sig, new Reply(200, ROWS));
            fixture.server.on("GET /b?sig=" + sig, new Reply(200, ROWS + ROWS));
        }
        fixture.server.before(() -> {
            if (asked.incrementAndGet() == 4) {
                secondFile.countDown();
                awaited(gone);
            }
        });
        String id;
        try (FhirExports exports = exports(List.of())) {
            FhirExport interrupted = exports.start(FhirExportRequest.of(""));
            id = interrupted.id();
            awaited(secondFile);
            exports.close();
            gone.countDown();
            ended(interrupted);
            assertThat(interrupted.state()).isEqualTo(State.RUNNING);
        }

        FhirExports again = exports(List.of());
        again.resume();
        FhirExport export = ended(again.find(id).orElseThrow());

        assertThat(export.state()).isEqualTo(State.DONE);
        assertThat(export.files()).extracting(FhirExport.File::rows).containsExactly(4L, 2L);
        assertThat(fixture.server.asked())
                .extracting(Asked::target)
                .doesNotContain("/a?sig=2")
                .contains("/b?sig=2");
        try (Stream<Path> files = Files.list(export.directory())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .hasSize(4)
                    .contains("job.json", "job.lock")
                    .noneMatch(name -> name.endsWith(".part"));
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void knowsWhatIsDoneAfterARestart() throws Exception {
        begins();
        fixture.server.on("GET /bulk/9", new Reply(200, manifest(true, "/files/1")));
        fixture.server.on("GET /files/1", new Reply(200, ROWS));
        FhirExport before = ended(exports(List.of()).start(FhirExportRequest.of("")));

        FhirExports again = exports(List.of());
        again.resume();

        FhirExport after = again.find(before.id()).orElseThrow();
        assertThat(after.state()).isEqualTo(State.DONE);
        assertThat(after.files()).isEqualTo(before.files());
        assertThat(again.lastTransactionTime(FhirExportRequest.of("")))
                .isEqualTo(before.transactionTime());
        assertThat(fixture.server.asked()).hasSize(3);
    }

    @Test
    void tellsTheServerThatItIsCancelled() throws Exception {
        begins();
        fixture.server.on("GET /bulk/9", BUSY);
        fixture.server.on("DELETE /bulk/9", new Reply(202, ""));
        FhirExport export = exports(List.of()).start(FhirExportRequest.of(""));

        export.cancel();

        assertThat(ended(export).state()).isEqualTo(State.CANCELLED);
        assertThat(fixture.server.asked())
                .anySatisfy(asked -> assertThat(asked.method()).isEqualTo("DELETE"));
        FhirExports again = exports(List.of());
        again.resume();
        assertThat(again.find(export.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void keepsFilesApartThatDifferInTheQueryOnly() throws Exception {
        begins();
        fixture.server.on(
                "GET /bulk/9", new Reply(200, manifest(true, "/files?n=1", "/files?n=2")));
        fixture.server.on("GET /files?n=1", new Reply(200, ROWS));
        fixture.server.on("GET /files?n=2", new Reply(200, ""));

        FhirExport export = ended(exports(List.of()).start(FhirExportRequest.of("")));

        assertThat(export.files()).extracting(FhirExport.File::rows).containsExactly(2L, 0L);
    }

    @Test
    void keepsNamesOfFilesWithinTheFolder() throws Exception {
        begins();
        fixture.server.on(
                "GET /bulk/9",
                new Reply(
                        200, manifest(true, "/files/1").replace("Patient", "../../etc/cron.d/x")));
        fixture.server.on("GET /files/1", new Reply(200, ROWS));

        FhirExport export = ended(exports(List.of()).start(FhirExportRequest.of("")));

        assertThat(export.files().getFirst().path()).hasParent(export.directory());
    }

    @Test
    void keepsPatientsFilesToThisUser() throws IOException, InterruptedException {
        begins();
        fixture.server.on("GET /bulk/9", new Reply(200, manifest(true, "/files/1")));
        fixture.server.on("GET /files/1", new Reply(200, ROWS));

        FhirExport export = ended(exports(List.of()).start(FhirExportRequest.of("")));

        assertThat(Files.getPosixFilePermissions(export.directory())).hasSize(3);
        assertThat(Files.getPosixFilePermissions(export.files().getFirst().path())).hasSize(2);
    }

    @Test
    void asksForWhatWasChangedSince() throws Exception {
        fixture.server.on(
                "GET /fhir/Patient/$export?_since=2026-01-01T00%3A00%3A00Z",
                new Reply(202, "", "Content-Location", "/bulk/9"));
        fixture.server.on("GET /bulk/9", new Reply(200, manifest(true)));

        FhirExport export =
                exports(List.of())
                        .start(FhirExportRequest.of("Patient").since("2026-01-01T00:00:00Z"));

        assertThat(ended(export).state()).isEqualTo(State.DONE);
        assertThat(export.failure()).isEqualTo(Optional.empty());
    }
}
