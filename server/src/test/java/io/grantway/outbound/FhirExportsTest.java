package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grantway.outbound.FhirExport.State;
import io.grantway.outbound.fhir.ExportRun;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestFhir.Asked;
import io.grantway.testing.TestFhir.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Exports that several know of: by a name, after a reload, after a kill, on another node.
@Timeout(60)
class FhirExportsTest {
    private static final FhirExportRequest ALL = FhirExportRequest.of("");
    private static final String MANIFEST =
            """
            {"transactionTime": "%s", "requiresAccessToken": true,
             "output": [{"type": "Patient", "url": "/files/1"}]}\
            """;

    private final FhirFixture fixture = new FhirFixture();
    private final TestClock clock = new TestClock();
    private final Random random = new Random(7);

    @TempDir Path directory;

    @AfterEach
    void close() {
        fixture.close();
    }

    /// As of one node, or of one configuration.
    private FhirExports exports() {
        return exports(directory);
    }

    private FhirExports exports(Path path) {
        return FhirConnection.exports(
                FhirFixture.config(
                        fixture.server.base(),
                        new FhirPagingConfig(10, 10, List.of()),
                        FhirFixture.export(List.of())),
                fixture.connection(),
                fixture.connection(),
                path,
                clock,
                random);
    }

    private void serves(String... transactionTimes) {
        fixture.server
                .on("GET /fhir/$export", new Reply(202, "", "Content-Location", "/bulk/9"))
                .on(
                        "GET /bulk/9",
                        Stream.of(transactionTimes)
                                .map(time -> new Reply(200, MANIFEST.formatted(time)))
                                .toArray(Reply[]::new))
                .on("GET /files/1", new Reply(200, "{\"resourceType\":\"Patient\"}\n"));
    }

    private static FhirExport ended(FhirExport export) throws InterruptedException {
        assertThat(export.await(Duration.ofSeconds(30))).isTrue();
        return export;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Holds the server up at one request.
    private final class HeldUp {
        private final CountDownLatch come = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        HeldUp(String target) {
            fixture.server.before(() -> {
                if (come.getCount() > 0
                        && fixture.server.asked().getLast().target().equals(target)) {
                    come.countDown();
                    awaited(free);
                }
            });
        }
    }

    private List<String> targets() {
        return fixture.server.asked().stream().map(Asked::target).toList();
    }

    @Test
    void goesOnWithTheOneOfANameUntilItIsFinished() throws Exception {
        serves("2026-03-01T11:00:00Z");
        FhirExports exports = exports();
        HeldUp poll = new HeldUp("/bulk/9");
        FhirExport first = exports.attach("nightly", ALL);
        awaited(poll.come);

        assertThat(exports.attach("nightly", ALL).id()).isEqualTo(first.id());
        assertThat(exports.attach("weekly", ALL).id()).isNotEqualTo(first.id());
        poll.free.countDown();
        ended(first);
        assertThat(exports().attach("nightly", ALL).id()).isEqualTo(first.id());

        Path file = first.files().getFirst().path();
        first.finish();
        assertThat(file).doesNotExist();
        assertThat(first.files()).isEmpty();
        clock.forward(Duration.ofSeconds(1));
        assertThat(ended(exports.attach("nightly", ALL)).id()).isNotEqualTo(first.id());
    }

    @Test
    void beginsAnotherOfANameThatFailed() throws Exception {
        serves("2026-03-01T11:00:00Z");
        fixture.server.on("GET /bulk/9", new Reply(404, ""), new Reply(202, ""));
        FhirExports exports = exports();
        FhirExport failed = ended(exports.attach("nightly", ALL));
        assertThat(failed.state()).isEqualTo(State.FAILED);

        FhirExport next = exports.attach("nightly", ALL);
        assertThat(next.id()).isNotEqualTo(failed.id());
        next.cancel();
    }

    @Test
    void leavesNothingOfAnExportThatTheServerRefuses() {
        fixture.server.on("GET /fhir/$export", new Reply(403, ""));
        FhirExports exports = exports();

        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> exports.attach("nightly", ALL));
        assertThat(exports.all()).isEmpty();
        assertThat(directory.resolve("My_EHR")).isDirectoryNotContaining("glob:**/20*");
    }

    @Test
    void beginsAnewWhatAKillCaughtBeforeTheServerAnswered(@TempDir Path later) throws Exception {
        serves("2026-03-01T11:00:00Z");
        HeldUp kickOff = new HeldUp("/fhir/$export");
        FhirExports killed = exports();
        Thread asking = Thread.startVirtualThread(() -> killed.attach("nightly", ALL));
        awaited(kickOff.come);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        later.resolve(directory.relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        kickOff.free.countDown();
        asking.join();
        ended(killed.all().getFirst());
        fixture.server.on("GET /fhir/$export", new Reply(202, "", "Content-Location", "/bulk/10"));
        fixture.server.on("GET /bulk/10", new Reply(200, MANIFEST.formatted("2026-03-02")));

        FhirExports again = exports(later);
        again.resume();
        FhirExport export = ended(again.attach("nightly", ALL));

        assertThat(export.state()).isEqualTo(State.DONE);
        assertThat(export.id()).isEqualTo(killed.all().getFirst().id());
        assertThat(export.transactionTime()).hasValue("2026-03-02");
        assertThat(targets()).containsOnlyOnce("/bulk/10");
    }

    @Test
    void letsOneRunAtATimeFollowAJob() throws Exception {
        serves("2026-03-01T11:00:00Z");
        HeldUp file = new HeldUp("/files/1");
        FhirExports before = exports();
        FhirExport old = before.start(ALL);
        awaited(file.come);
        FhirExports after = exports();
        after.resume();
        FhirExport now = after.find(old.id()).orElseThrow();

        assertThat(now.await(Duration.ofMillis(200))).isFalse();
        assertThat(targets()).containsExactly("/fhir/$export", "/bulk/9", "/files/1");
        before.close();
        file.free.countDown();

        assertThat(ended(now).state()).isEqualTo(State.DONE);
        assertThat(ended(old).state()).isEqualTo(State.RUNNING);
        assertThat(targets().subList(3, 5)).containsExactly("/bulk/9", "/files/1");
        assertThat(now.files().getFirst().path()).hasContent("{\"resourceType\":\"Patient\"}");
    }

    @Test
    void seesWhatAnotherNodeOnTheSameDiskDoes() throws Exception {
        serves("2026-03-01T11:00:00Z");
        fixture.server.on("DELETE /bulk/9", new Reply(202, ""));
        HeldUp poll = new HeldUp("/bulk/9");
        fixture.server.on("GET /bulk/9", new Reply(202, "", "Retry-After", "0"));
        FhirExport here = exports().start(ALL);
        awaited(poll.come);
        FhirExport there = exports().find(here.id()).orElseThrow();
        there.cancel();
        poll.free.countDown();

        assertThat(ended(here).state()).isEqualTo(State.CANCELLED);
        assertThat(ended(there).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void countsOnFromExportsThatLeaveNoGap() throws Exception {
        serves("T1", "T2", "T3", "T4");
        for (String since : List.of("T0", "T1", "T2", "T9")) {
            fixture.server.on(
                    "GET /fhir/$export?_since=" + since,
                    new Reply(202, "", "Content-Location", "/bulk/9"));
        }
        FhirExports exports = exports();
        assertThat(exports.lastTransactionTime(ALL)).isEmpty();
        for (FhirExportRequest request :
                List.of(ALL, ALL.since("T1"), ALL.since("T9"), ALL.since("T2"))) {
            ended(exports.start(request));
            clock.forward(Duration.ofSeconds(1));
        }

        assertThat(exports.all()).extracting(each -> each.transactionTime().orElse("")).hasSize(4);
        assertThat(exports.lastTransactionTime(ALL)).hasValue("T4");
        assertThat(exports.lastTransactionTime(ALL.ofTypes(List.of("Patient")))).isEmpty();
    }

    @Test
    void logsNothingThatTheServerSaysOfAPatient() throws Exception {
        serves();
        fixture.server.on(
                "GET /bulk/9",
                new Reply(
                        400,
                        """
                        {"resourceType": "OperationOutcome", "issue": [
                         {"severity": "error", "code": "processing", "diagnostics": "Ann Doe, 1970"},
                         {"severity": "Ann Doe", "code": "invalid"}]}\
                        """));
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ExportRun.class);
        seen.start();
        logger.addAppender(seen);
        FhirExport export = ended(exports().start(ALL));
        logger.detachAppender(seen);

        assertThat(export.failure().orElseThrow()).contains("Ann Doe");
        assertThat(export.reason().orElseThrow())
                .contains("400", "error processing; ? invalid")
                .doesNotContain("Ann");
        assertThat(seen.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anySatisfy(line -> assertThat(line).contains(export.id(), "error processing"))
                .noneSatisfy(line -> assertThat(line).contains("Ann"));
    }
}
