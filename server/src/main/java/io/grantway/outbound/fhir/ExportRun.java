package io.grantway.outbound.fhir;

import io.grantway.outbound.CallFailure;
import io.grantway.outbound.FhirExport.File;
import io.grantway.outbound.FhirExport.State;
import io.grantway.outbound.FhirExportConfig;
import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundLink;
import io.grantway.outbound.OutboundRequest;
import io.grantway.outbound.fhir.Halt.Stopped;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One export, followed to its end on a thread of its own: the server is told to begin, asked until
/// the files are ready, then they are fetched. Only whoever holds the job's lock does that; others,
/// of this process or of another on the same disk, wait for it and go on where it stopped.
public final class ExportRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportRun.class);

    private final FhirCalls calls;
    private final ExportStart start;
    private final ExportPolls polls;
    private final ExportFiles files;
    private final JobFile file;
    private final InstantSource clock;
    private final Halt halt = new Halt();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<ExportJob> begun = new CompletableFuture<>();
    private volatile ExportJob job;

    /// @param files the calls for files, which may take longer
    public ExportRun(
            FhirCalls calls,
            FhirCalls files,
            Links links,
            FhirExportConfig config,
            JobFile file,
            ExportJob job,
            InstantSource clock) {
        PollPause pause = new PollPause(config, clock);
        this.calls = calls;
        this.start = new ExportStart(calls, links);
        this.polls = new ExportPolls(calls, links, config, pause, clock, halt);
        this.files = new ExportFiles(files, file, pause, halt);
        this.file = file;
        this.job = job;
        this.clock = clock;
    }

    public ExportJob job() {
        return job;
    }

    public String progress() {
        return polls.progress();
    }

    public Path folder() {
        return file.folder();
    }

    /// Begins a new one, and waits until the server has.
    ///
    /// @throws FhirFailure where the server does not begin; then there is nothing left of it
    /// @throws CallFailure as well
    /// @throws InterruptedException while waiting; the export goes on
    public void begin() throws InterruptedException {
        thread(true);
        try {
            var _ = begun.get();
        } catch (ExecutionException e) {
            switch (Objects.requireNonNullElse(e.getCause(), e)) {
                case RuntimeException known -> throw known;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }

    /// Goes on with one that is on disk. Nothing for one that has ended before.
    public void resume() {
        if (job.state().hasEnded()) {
            ended.countDown();
        } else {
            thread(false);
        }
    }

    private void thread(boolean fresh) {
        Thread.ofVirtual().name("export " + job.id()).start(() -> run(fresh));
    }

    private void run(boolean fresh) {
        try (JobLock _ = file.lock(halt)) {
            locked(fresh);
        } catch (Stopped _) {
            LOG.debug("export {} is let go", job.id());
        } catch (UncheckedIOException e) {
            fail(fresh, e, text(e));
        } finally {
            ended.countDown();
            begun.completeExceptionally(
                    new IllegalStateException("the export " + job.id() + " did not begin"));
        }
    }

    /// Also writes why it failed before the next who waits for the lock reads the job.
    private void locked(boolean fresh) {
        try {
            if (fresh) {
                // On disk before the server is asked: a kill in between must not lose it.
                file.write(job);
            } else {
                look();
            }
            if (!job.state().hasEnded()) {
                follow();
            }
        } catch (FhirFailure e) {
            fail(fresh, e, withoutWords(e));
        } catch (CallFailure | UncheckedIOException e) {
            fail(fresh, e, text(e));
        }
    }

    private void follow() {
        if (job.state() == State.STARTING) {
            kickOff();
        }
        begun.complete(job);
        fetch(polls.manifest(job.status().orElseThrow(), job.started(), this::heed));
    }

    private void kickOff() {
        URI status = start.begin(job.request());
        boolean wanted;
        synchronized (this) {
            wanted = job.state() == State.STARTING;
            if (wanted) {
                job = job.running(status, clock.instant());
                file.write(job);
            }
        }
        if (!wanted) {
            dismiss(status);
            throw new Stopped();
        }
    }

    private void fetch(Manifest manifest) {
        List<File> fetched = new ArrayList<>();
        for (Manifest.Entry entry : manifest.entries()) {
            heed();
            fetched.add(files.fetch(entry));
        }
        heed();
        synchronized (this) {
            if (!halt.called()) {
                job = job.done(manifest.transactionTime(), fetched);
                file.write(job);
            }
        }
    }

    /// Stops where it is to stop, which another process that shares the disk may have said.
    private void heed() {
        halt.check();
        look();
        if (job.state().hasEnded()) {
            throw new Stopped();
        }
    }

    /// Reads what is on disk.
    private synchronized void look() {
        if (!file.exists()) {
            throw new Stopped();
        }
        job = file.read();
    }

    private synchronized void fail(boolean fresh, RuntimeException e, String reason) {
        if (fresh && !begun.isDone()) {
            file.discard();
            begun.completeExceptionally(e);
        } else if (!halt.called()) {
            LOG.warn("export {} failed: {}", job.id(), reason);
            job = job.failed(text(e), reason);
            file.write(job);
        }
    }

    private static String text(RuntimeException e) {
        return e.getMessage() == null ? "it failed" : e.getMessage();
    }

    /// What a log may keep: what a server writes into an outcome may name a patient.
    private static String withoutWords(FhirFailure e) {
        return e.issues().isEmpty()
                ? text(e)
                : "connection \""
                        + e.connection()
                        + "\" answered "
                        + e.status()
                        + ": "
                        + Issues.codes(e.issues())
                        + (e.requestId().isEmpty() ? "" : " (request " + e.requestId() + ")");
    }

    /// Whether there is nothing left of it on disk.
    public boolean isGone() {
        return ended.getCount() == 0 && !file.exists();
    }

    /// Sees what another process that shares the disk has done with one that is done.
    public void refresh() {
        if (ended.getCount() == 0 && job.isWanted() && file.exists()) {
            look();
        }
    }

    public boolean await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Ends it for good, also at the server, as well as that can be done.
    public void cancel() {
        synchronized (this) {
            if (file.exists()) {
                look();
            }
            if (job.state().hasEnded() || !file.exists()) {
                return;
            }
            halt.call();
            job = job.cancelled();
            file.write(job);
        }
        job.status().ifPresent(this::dismiss);
    }

    private void dismiss(URI status) {
        OutboundRequest delete = OutboundRequest.of("DELETE", new OutboundLink(status, true));
        try (OutboundAnswer answer = calls.raw(delete)) {
            LOG.debug("export {}: the server answered {} to its end", job.id(), answer.status());
        } catch (CallFailure e) {
            LOG.warn("export {} could not be ended at the server: {}", job.id(), e.getMessage());
        }
    }

    /// Deletes its files and frees its name. What it held up to which instant is still known.
    ///
    /// @throws IllegalStateException where it has not ended
    public synchronized void finish() {
        if (!job.state().hasEnded()) {
            throw new IllegalStateException("the export " + job.id() + " has not ended");
        }
        file.clear();
        job = job.afterwards();
        file.write(job);
    }

    /// Lets it go, to be followed again after the next start.
    @Override
    public void close() {
        halt.call();
    }
}
