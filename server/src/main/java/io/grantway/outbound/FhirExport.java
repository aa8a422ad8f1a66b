package io.grantway.outbound;

import io.grantway.outbound.fhir.ExportRun;
import io.grantway.outbound.fhir.FhirJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A bulk export: under way in the background, or ended.
public final class FhirExport {
    private final ExportRun run;

    FhirExport(ExportRun run) {
        this.run = run;
    }

    /// How far it is.
    public enum State {
        /// The server is being told to begin; anew after a restart.
        STARTING,
        /// Waited for, or its files are coming; also after a restart.
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        public boolean hasEnded() {
            return switch (this) {
                case STARTING, RUNNING -> false;
                case DONE, FAILED, CANCELLED -> true;
            };
        }
    }

    /// A file of newline-delimited JSON.
    ///
    /// @param kind `output`, `deleted` (bundles of what is gone) or `error` (OperationOutcomes)
    /// @param rows that it has
    public record File(String kind, String type, Path path, long rows) {
        /// Its lines that are not empty, read as they are asked for. Whoever asks closes them.
        public Stream<String> lines() throws IOException {
            BufferedReader reader = Files.newBufferedReader(path);
            return reader.lines().filter(line -> !line.isBlank()).onClose(() -> close(reader));
        }

        private static void close(BufferedReader reader) {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The resource of one of its lines.
        ///
        /// @throws FhirFailure where it is no JSON object
        public JsonNode resource(String connection, String line) {
            return FhirJson.read(line)
                    .orElseThrow(() ->
                            new FhirFailure(
                                    connection,
                                    FhirFailure.Reason.NOT_FHIR,
                                    "a line of the export's file "
                                            + path.getFileName()
                                            + " is no JSON object"));
        }
    }

    public String id() {
        return run.job().id();
    }

    /// By which it is gone on with; empty for none.
    public String name() {
        return run.job().name();
    }

    public FhirExportRequest request() {
        return run.job().request();
    }

    public Instant started() {
        return run.job().started();
    }

    /// Whether its files were deleted, and its name is free.
    public boolean isFinished() {
        return run.job().finished();
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

    /// Why it failed, with what the server says of it; patients may be named there.
    public Optional<String> failure() {
        return run.job().failure();
    }

    /// Why it failed, fit for a log.
    public Optional<String> reason() {
        return run.job().reason();
    }

    /// Waits for its end.
    ///
    /// @return whether it has ended, or was let go by [FhirExports#close]
    public boolean await(Duration atMost) throws InterruptedException {
        return run.await(atMost);
    }

    /// Ends it, here and at the server; files that are there stay.
    public void cancel() {
        run.cancel();
    }

    /// Deletes its files, and frees its name for the next.
    ///
    /// @throws IllegalStateException where it has not ended
    public void finish() {
        run.finish();
    }

    @Override
    public String toString() {
        return "export " + id() + ", " + state();
    }
}
