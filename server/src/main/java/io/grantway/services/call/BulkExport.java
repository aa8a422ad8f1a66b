package io.grantway.services.call;

import io.grantway.outbound.FhirExport;
import io.grantway.outbound.FhirExportRequest;
import io.grantway.outbound.FhirExports;
import io.grantway.service.CallException;
import io.grantway.service.Export;
import io.grantway.service.ExportRequest;
import io.grantway.service.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A bulk export as a service sees it. Looked up each time: a reload of the configuration gives it
/// to another connection.
final class BulkExport implements Export {
    /// After a reload, the next to follow it may not have it yet.
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Supplier<FhirExports> exports;
    private final RunningCall call;
    private final String connection;
    private final String id;

    private BulkExport(
            Supplier<FhirExports> exports, RunningCall call, String connection, String id) {
        this.exports = exports;
        this.call = call;
        this.connection = connection;
        this.id = id;
    }

    static BulkExport begin(
            Supplier<FhirExports> exports,
            RunningCall call,
            String connection,
            String name,
            ExportRequest request) {
        var _ = call.timeLeft();
        FhirExports all = exports.get();
        FhirExportRequest asked =
                new FhirExportRequest(
                        request.on(),
                        request.types(),
                        request.since(),
                        request.until(),
                        request.typeFilters(),
                        request.elements());
        Optional<String> last =
                request.afterLast() ? all.lastTransactionTime(asked) : Optional.empty();
        FhirExport export = all.attach(name, last.map(asked::since).orElse(asked));
        return new BulkExport(exports, call, connection, export.id());
    }

    private FhirExport now() {
        return FhirResources.told(() -> exports.get().find(id))
                .orElseThrow(() -> exception("the export " + id + " is gone"));
    }

    private CallException exception(String text) {
        return new CallException(connection, 0, text, "", "", null);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public State state() {
        return switch (now().state()) {
            case STARTING -> State.STARTING;
            case RUNNING -> State.RUNNING;
            case DONE -> State.DONE;
            case FAILED -> State.FAILED;
            case CANCELLED -> State.CANCELLED;
        };
    }

    @Override
    public String progress() {
        return now().progress();
    }

    @Override
    public boolean await(Duration atMost) {
        Duration left = call.timeLeft();
        long end = System.nanoTime() + (atMost.compareTo(left) < 0 ? atMost : left).toNanos();
        try {
            while (true) {
                FhirExport export = now();
                var _ = export.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                if (export.state().hasEnded()) {
                    return isDone(export);
                }
                if (System.nanoTime() >= end) {
                    return false;
                }
                io.grantway.outbound.Surroundings.park(BETWEEN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new DeadlinePassed();
        }
    }

    private boolean isDone(FhirExport export) {
        if (export.state() != FhirExport.State.DONE) {
            String named = "connection \"" + connection + "\": ";
            String why = export.failure().orElse("it was cancelled");
            throw exception(
                    "the export "
                            + id
                            + " came to nothing: "
                            + (why.startsWith(named) ? why.substring(named.length()) : why));
        }
        return true;
    }

    @Override
    public List<File> files() {
        return now().files().stream().<File>map(Rows::new).toList();
    }

    @Override
    public Optional<String> transactionTime() {
        return now().transactionTime();
    }

    @Override
    public void cancel() {
        now().cancel();
    }

    @Override
    public void finish() {
        now().finish();
    }

    @Override
    public String toString() {
        return "export " + id;
    }

    private final class Rows implements File {
        private final FhirExport.File file;

        Rows(FhirExport.File file) {
            this.file = file;
        }

        @Override
        public String kind() {
            return file.kind();
        }

        @Override
        public String type() {
            return file.type();
        }

        @Override
        public long rows() {
            return file.rows();
        }

        @Override
        public Stream<String> lines() {
            try {
                Stream<String> lines = file.lines();
                call.closeAtTheEnd(lines);
                return lines;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Stream<Tree> trees() {
            return lines().map(line ->
                    JsonTree.of(
                            FhirResources.told(() -> file.resource(connection, line)),
                            call.rendering()));
        }
    }
}
