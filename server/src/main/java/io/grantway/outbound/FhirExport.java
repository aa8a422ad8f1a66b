package io.grantway.outbound;

import io.grantway.outbound.fhir.ExportRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A bulk export: under way in the background, or ended.
public final class FhirExport {
    private final ExportRun run;

    FhirExport(ExportRun run) {
        this.run = run;
    }

    /// How far it is.
    public enum State {
        /// Waited for, or its files are coming; also after a restart.
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /// A file of newline-delimited JSON.
    ///
    /// @param kind `output`, `deleted` (bundles of what is gone) or `error` (OperationOutcomes)
    /// @param rows that it has
    public record File(String kind, String type, Path path, long rows) {}

    public String id() {
        return run.job().id();
    }

    public State state() {
        return run.job().state();
    }

    /// What the server last said of its progress; empty where it says nothing.
    public String progress() {
        return run.progress();
    }

    /// Where its files are.
    public Path directory() {
        return run.folder();
    }

    /// All its files, once it is done.
    public List<File> files() {
        return run.job().files();
    }

    /// The instant up to which it holds everything, to be `since` of the next.
    public Optional<String> transactionTime() {
        return run.job().transactionTime();
    }

    /// Why it failed.
    public Optional<String> failure() {
        return run.job().failure();
    }

    /// Waits for its end.
    ///
    /// @return whether it has ended
    public boolean await(Duration atMost) throws InterruptedException {
        return run.await(atMost);
    }

    /// Ends it, here and at the server; files that are there stay.
    public void cancel() {
        run.cancel();
    }

    @Override
    public String toString() {
        return "export " + id() + ", " + state();
    }
}
