package io.grantway.outbound;

import io.grantway.outbound.CallFailure.Reason;
import io.grantway.outbound.FhirExport.State;
import io.grantway.outbound.fhir.ExportJob;
import io.grantway.outbound.fhir.ExportRun;
import io.grantway.outbound.fhir.FhirCalls;
import io.grantway.outbound.fhir.Halt;
import io.grantway.outbound.fhir.JobFile;
import io.grantway.outbound.fhir.JobLock;
import io.grantway.outbound.fhir.Links;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bulk exports of one FHIR connection (Bulk Data Access 2.0). Each has a folder with its files
/// and a small file that says how far it is, so that it goes on after a restart.
///
/// One that a stop caught between the question to the server and its answer is begun anew after the
/// start: what the server may have begun for the first question nobody asks for, and it drops that
/// in its time.
public final class FhirExports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FhirExports.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 100;

    private final FhirCalls calls;
    private final FhirCalls files;
    private final Links links;
    private final FhirExportConfig config;
    private final Path directory;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Halt closed = new Halt();
    private final Map<String, ExportRun> runs = new ConcurrentHashMap<>();

    /// @param files the calls for files, which may take longer
    /// @param directory of the exports of all connections of the workspace
    FhirExports(
            FhirCalls calls,
            FhirCalls files,
            Links links,
            FhirExportConfig config,
            Path directory,
            InstantSource clock,
            RandomGenerator random) {
        this.calls = calls;
        this.files = files;
        this.links = links;
        this.config = config;
        this.directory = directory.resolve(calls.name().replaceAll("[^A-Za-z0-9_-]", "_"));
        this.clock = clock;
        this.random = random;
    }

    /// Goes on with those that a stop of this process interrupted.
    public void resume() {
        look();
    }

    /// Finds what came on disk otherwise: before this start, before a reload, by another node.
    private void look() {
        if (closed.called()) {
            return;
        }
        runs.values().removeIf(ExportRun::isGone);
        runs.values().forEach(ExportRun::refresh);
        for (JobFile file : JobFile.all(directory)) {
            if (!runs.containsKey(file.id())) {
                try {
                    adopt(file, file.read());
                } catch (UncheckedIOException e) {
                    LOG.warn("the export {} cannot be read: {}", file.id(), e.getMessage());
                }
            }
        }
    }

    private void adopt(JobFile file, ExportJob job) {
        ExportRun run = run(file, job);
        if (job.connection().equals(calls.name()) && runs.putIfAbsent(file.id(), run) == null) {
            run.resume();
        }
    }

    /// Asks the server to begin, and follows it in the background.
    ///
    /// @throws FhirFailure where the server does not begin
    public FhirExport start(FhirExportRequest request) {
        return start("", request);
    }

    private FhirExport start(String name, FhirExportRequest request) {
        String id = id();
        JobFile file = JobFile.create(directory, id);
        ExportRun run =
                run(file, ExportJob.starting(id, name, calls.name(), request, clock.instant()));
        // Before its file is there, so that nobody finds that and makes another run of it.
        runs.put(id, run);
        try {
            run.begin();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (RuntimeException e) {
            // Nothing is left of it on disk either.
            runs.remove(id);
            throw e;
        } finally {
            if (closed.called()) {
                run.close();
            }
        }
        return new FhirExport(run);
    }

    /// Goes on with the export of a name that is under way, or done and not finished yet
    /// ([FhirExport#finish]); asks the server to begin where there is none.
    ///
    /// @param request what a new one is to hold
    /// @throws FhirFailure where the server does not begin
    public FhirExport attach(String name, FhirExportRequest request) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.matches(".*\\p{Cntrl}.*")) {
            throw new FhirFailure(
                    calls.name(),
                    FhirFailure.Reason.REQUEST,
                    "the name of an export has 1 to " + LONGEST_NAME + " characters in one line");
        }
        try (JobLock _ = JobFile.lockNames(directory, closed)) {
            look();
            return newest(job -> job.name().equals(name) && job.isWanted())
                    .map(FhirExport::new)
                    .orElseGet(() -> start(name, request));
        } catch (Halt.Stopped _) {
            throw interrupted();
        }
    }

    private CallFailure interrupted() {
        return new CallFailure(
                calls.name(), Reason.TIMED_OUT, "there was no time left to begin the export");
    }

    private Optional<ExportRun> newest(Predicate<ExportJob> wanted) {
        return runs.values().stream()
                .filter(run -> wanted.test(run.job()))
                .max(Comparator.comparing(run -> run.job().started()));
    }

    /// A name that sorts by time.
    private String id() {
        return TIME.format(clock.instant()) + "-" + HexFormat.of().toHexDigits(random.nextInt());
    }

    private ExportRun run(JobFile file, ExportJob job) {
        return new ExportRun(calls, files, links, config, file, job, clock);
    }

    public Optional<FhirExport> find(String id) {
        look();
        return Optional.ofNullable(runs.get(id)).map(FhirExport::new);
    }

    /// The oldest first.
    public List<FhirExport> all() {
        look();
        return runs.values().stream()
                .sorted(Comparator.comparing(run -> run.job().started()))
                .map(FhirExport::new)
                .toList();
    }

    /// The instant up to which exports of the same things hold everything: `since` of the next. An
    /// export that had a `since` of its own choice, or an `until`, leaves a gap and does not count.
    ///
    /// @param request whose place, types, filters and elements are meant
    public Optional<String> lastTransactionTime(FhirExportRequest request) {
        look();
        Optional<String> last = Optional.empty();
        for (ExportJob job : done(request).toList()) {
            Optional<String> since = job.request().since();
            if (since.isEmpty() || since.equals(last)) {
                last = job.transactionTime();
            }
        }
        return last;
    }

    private Stream<ExportJob> done(FhirExportRequest request) {
        return runs.values().stream()
                .map(ExportRun::job)
                .filter(job -> job.state() == State.DONE)
                .filter(job -> job.request().until().isEmpty())
                .filter(job -> job.request().isOfTheSame(request))
                .sorted(Comparator.comparing(ExportJob::started));
    }

    /// Lets go of those under way, which go on after the next start.
    @Override
    public void close() {
        closed.call();
        runs.values().forEach(ExportRun::close);
    }
}
