package io.grantway.outbound.fhir;

import io.grantway.outbound.CallFailure;
import io.grantway.outbound.FhirExport.File;
import io.grantway.outbound.FhirExport.State;
import io.grantway.outbound.FhirExportConfig;
import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundLink;
import io.grantway.outbound.OutboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One export, followed to its end on a thread of its own: the server is asked until the files are
/// ready, then they are fetched, each call with a token of that moment. What was fetched before a
/// restart is not fetched again.
public final class ExportRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportRun.class);
    private static final int CHUNK = 64 * 1024;

    private final FhirCalls calls;
    private final FhirCalls files;
    private final Links links;
    private final FhirExportConfig config;
    private final JobFile file;
    private final InstantSource clock;
    private final PollPause pause;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile ExportJob job;
    private volatile String progress = "";

    /// @param files the calls for files, which may take longer
    public ExportRun(
            FhirCalls calls,
            FhirCalls files,
            Links links,
            FhirExportConfig config,
            JobFile file,
            ExportJob job,
            InstantSource clock) {
        this.calls = calls;
        this.files = files;
        this.links = links;
        this.config = config;
        this.file = file;
        this.job = job;
        this.clock = clock;
        this.pause = new PollPause(config, clock);
    }

    public ExportJob job() {
        return job;
    }

    public String progress() {
        return progress;
    }

    public Path folder() {
        return file.folder();
    }

    /// Nothing for one that has ended before.
    public void start() {
        if (job.state() == State.RUNNING) {
            Thread.ofVirtual().name("export " + job.id()).start(this::run);
        } else {
            ended.countDown();
        }
    }

    private void run() {
        try {
            fetch(manifest());
        } catch (Stopped _) {
            LOG.debug("export {} is let go", job.id());
        } catch (FhirFailure | CallFailure | UncheckedIOException e) {
            fail(e.getMessage() == null ? "it failed" : e.getMessage());
        } finally {
            ended.countDown();
        }
    }

    private synchronized void fail(String why) {
        if (!stopped()) {
            LOG.warn("export {} failed: {}", job.id(), why);
            job = job.failed(why);
            file.write(job);
        }
    }

    private Manifest manifest() {
        int troubles = 0;
        while (true) {
            OutboundRequest poll =
                    OutboundRequest.of("GET", new OutboundLink(job.status(), true))
                            .with("Accept", "application/json");
            try (OutboundAnswer answer = calls.raw(poll)) {
                if (answer.status() == 200) {
                    return read(answer);
                }
                if (answer.status() == 202) {
                    troubles = 0;
                    progress = answer.headers().first("X-Progress").map(Issues::plain).orElse("");
                } else if (answer.status() != 429
                        && (answer.status() < 500 || ++troubles > PollPause.TROUBLES)) {
                    throw calls.refusal(poll, answer);
                }
                waitFor(pause.after(answer.headers(), troubles));
            } catch (CallFailure e) {
                if (++troubles > PollPause.TROUBLES || !PollPause.passes(e)) {
                    throw e;
                }
                waitFor(pause.after(e, troubles));
            }
        }
    }

    private Manifest read(OutboundAnswer answer) {
        return Manifest.of(
                calls.name(),
                FhirJson.read(answer.body().text())
                        .orElseThrow(() -> failure("the export's manifest is no JSON")),
                links,
                config.fileOrigins());
    }

    private FhirFailure failure(String text) {
        return new FhirFailure(calls.name(), Reason.EXPORT, text);
    }

    private void waitFor(Duration time) {
        if (clock.instant().isAfter(job.started().plus(config.maxWait()))) {
            throw failure(
                    "the server did not have the files ready within "
                            + config.maxWait().toSeconds()
                            + " s (fhir.export.maxWait)");
        }
        rest(time);
    }

    private void rest(Duration time) {
        try {
            if (stop.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException _) {
            throw new Stopped();
        }
    }

    private void fetch(Manifest manifest) {
        List<File> fetched = new ArrayList<>();
        for (Manifest.Entry entry : manifest.entries()) {
            if (stopped()) {
                throw new Stopped();
            }
            fetched.add(fetch(entry));
        }
        synchronized (this) {
            if (!stopped()) {
                job = job.done(manifest.transactionTime(), fetched);
                file.write(job);
            }
        }
    }

    private File fetch(Manifest.Entry entry) {
        Path path = file.folder().resolve(entry.name());
        for (int troubles = 1; ; troubles++) {
            try {
                long rows = Files.exists(path) ? rows(path) : download(entry);
                return new File(entry.kind(), entry.type(), path, rows);
            } catch (CallFailure e) {
                if (troubles > PollPause.TROUBLES || !PollPause.passes(e)) {
                    throw e;
                }
                rest(pause.after(e, troubles));
            } catch (FhirFailure e) {
                if (troubles > PollPause.TROUBLES || !e.isTransient()) {
                    throw e;
                }
                rest(pause.after(troubles));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the file " + path + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private long download(Manifest.Entry entry) throws IOException {
        OutboundRequest request =
                OutboundRequest.of("GET", entry.link()).with("Accept", "application/fhir+ndjson");
        String part = entry.name() + ".part";
        long rows;
        try (OutboundAnswer answer = files.open(request);
                InputStream in = answer.stream();
                FileChannel out = file.open(part)) {
            rows = copy(in, out);
            out.force(true);
        }
        file.rename(part, entry.name());
        return rows;
    }

    private long copy(InputStream in, FileChannel out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        Rows rows = new Rows();
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (stopped()) {
                throw new Stopped();
            }
            rows.add(chunk, read);
            for (ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read); rest.hasRemaining(); ) {
                out.write(rest);
            }
        }
        return rows.count();
    }

    private static long rows(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] chunk = new byte[CHUNK];
            Rows rows = new Rows();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                rows.add(chunk, read);
            }
            return rows.count();
        }
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    public boolean await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Ends it for good, also at the server, as well as that can be done.
    public void cancel() {
        synchronized (this) {
            if (job.state() != State.RUNNING) {
                return;
            }
            stop.countDown();
            job = job.cancelled();
            file.write(job);
        }
        OutboundRequest delete = OutboundRequest.of("DELETE", new OutboundLink(job.status(), true));
        try (OutboundAnswer answer = calls.raw(delete)) {
            LOG.debug("export {}: the server answered {} to its end", job.id(), answer.status());
        } catch (CallFailure e) {
            LOG.warn("export {} could not be ended at the server: {}", job.id(), e.getMessage());
        }
    }

    /// Lets it go, to be followed again after the next start.
    @Override
    public void close() {
        stop.countDown();
    }

    /// It is not to go on.
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }

    /// Lines that are not empty.
    private static final class Rows {
        private long count;
        private boolean within;

        void add(byte[] chunk, int length) {
            for (int i = 0; i < length; i++) {
                boolean end = chunk[i] == '\n' || chunk[i] == '\r';
                if (!end && !within) {
                    count++;
                }
                within = !end;
            }
        }

        long count() {
            return count;
        }
    }
}
