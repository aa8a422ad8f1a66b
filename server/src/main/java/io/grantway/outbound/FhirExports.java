package io.grantway.outbound;

import io.grantway.outbound.fhir.ExportJob;
import io.grantway.outbound.fhir.ExportRun;
import io.grantway.outbound.fhir.ExportStart;
import io.grantway.outbound.fhir.FhirCalls;
import io.grantway.outbound.fhir.JobFile;
import io.grantway.outbound.fhir.Links;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/// The bulk exports of one FHIR connection (Bulk Data Access 2.0). Each has a folder with its files
/// and a small file that says how far it is, so that it goes on after a restart.
public final class FhirExports implements AutoCloseable {
    private final FhirCalls calls;
    private final FhirCalls files;
    private final Links links;
    private final FhirExportConfig config;
    private final Path directory;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicBoolean resumed = new AtomicBoolean();
    private final Map<String, ExportRun> runs = new ConcurrentHashMap<>();

    /// @param files the calls for files, which may take longer
    /// @param directory of the exports of all connections
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

    /// Goes on with those that a stop of this process interrupted. Does nothing a second time.
    public void resume() {
        if (!resumed.compareAndSet(false, true)) {
            return;
        }
        for (JobFile file : JobFile.all(directory)) {
            ExportJob job = file.read();
            if (job.connection().equals(calls.name())) {
                ExportRun run = run(file, job);
                runs.put(job.id(), run);
                run.start();
            }
        }
    }

    /// Asks the server to begin, and follows it in the background.
    ///
    /// @throws FhirFailure where the server does not begin
    public FhirExport start(FhirExportRequest request) {
        String id = ExportStart.id(clock.instant(), random);
        JobFile file = JobFile.create(directory, id);
        ExportJob job = begin(file, id, request);
        ExportRun run = run(file, job);
        runs.put(id, run);
        run.start();
        return new FhirExport(run);
    }

    private ExportJob begin(JobFile file, String id, FhirExportRequest request) {
        try {
            ExportJob job = new ExportStart(calls, links).begin(id, request, clock.instant());
            file.write(job);
            return job;
        } catch (FhirFailure | CallFailure e) {
            file.discard();
            throw e;
        }
    }

    private ExportRun run(JobFile file, ExportJob job) {
        return new ExportRun(calls, files, links, config, file, job, clock);
    }

    public Optional<FhirExport> find(String id) {
        return Optional.ofNullable(runs.get(id)).map(FhirExport::new);
    }

    /// The oldest first.
    public List<FhirExport> all() {
        return runs.values().stream()
                .sorted(Comparator.comparing(run -> run.job().started()))
                .map(FhirExport::new)
                .toList();
    }

    /// The `transactionTime` of the last export of a place that is done: `since` of the next.
    ///
    /// @param on as [FhirExportRequest#on]
    public Optional<String> lastTransactionTime(String on) {
        return runs.values().stream()
                .map(ExportRun::job)
                .filter(job -> job.state() == FhirExport.State.DONE && job.on().equals(on))
                .max(Comparator.comparing(ExportJob::started))
                .flatMap(ExportJob::transactionTime);
    }

    /// Lets go of those under way, which go on after the next start.
    @Override
    public void close() {
        runs.values().forEach(ExportRun::close);
    }
}
