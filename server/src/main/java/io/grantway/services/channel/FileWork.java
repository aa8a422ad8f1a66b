package io.grantway.services.channel;

import io.grantway.services.FileJournal;
import io.grantway.services.FileJournal.Entry;
import io.grantway.services.FileJournal.State;
import io.grantway.services.FilesChannelConfig;
import io.grantway.services.FilesChannelConfig.OnRestart;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.ServiceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// The way of one file that a node has taken:
///
///     taken (no row) → RUNNING → DONE   → moved to the archive  → no row
///                              → FAILED → moved to the rejected → no row
///
/// A row is written before what it says begins. So after a crash a file without a row never ran, one
/// that is RUNNING may have, and one that is DONE or FAILED is only to be moved.
final class FileWork {
    private final ChannelRuns runs;
    private final FilesChannelConfig config;
    private final FileJournal journal;
    private final WorkPlace place;
    private final String node;
    private final BooleanSupplier givenUp;

    /// @param givenUp whether runs are being interrupted, so that their failures are not the files'
    FileWork(
            ChannelRuns runs,
            FilesChannelConfig config,
            FileJournal journal,
            WorkPlace place,
            String node,
            BooleanSupplier givenUp) {
        this.runs = runs;
        this.config = config;
        this.journal = journal;
        this.place = place;
        this.node = node;
        this.givenUp = givenUp;
    }

    /// Calls the service with a file that never ran, and puts it where it then belongs.
    ///
    /// @return whether that is done; not where the service cannot be called just now, when the file
    ///   is as before
    boolean run(UUID id, Path file) throws IOException {
        Entry entry =
                new Entry(
                        id,
                        runs.key(),
                        node,
                        String.valueOf(file.getFileName()),
                        State.RUNNING,
                        "",
                        "",
                        runs.clock().instant());
        journal.keep(entry);
        String reason;
        try {
            reason = called(entry, file);
        } catch (NotNow _) {
            journal.forget(id);
            return false;
        }
        settle(entry, file, reason);
        return true;
    }

    /// Goes on with a file where a process was that has ended.
    ///
    /// @return whether that is done
    boolean resume(Entry entry, Path file) throws IOException {
        return switch (entry.state()) {
            case RUNNING -> {
                if (config.onRestart() == OnRestart.RETRY) {
                    yield run(entry.id(), file);
                }
                settle(
                        entry,
                        file,
                        "the process ended while the service ran; it may have done its work");
                yield true;
            }
            case DONE, FAILED -> {
                finish(entry, file);
                yield true;
            }
        };
    }

    /// The service cannot be called just now, which is not the file's fault.
    private static final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNow() {
            super(null, null, false, false);
        }
    }

    /// @return why it failed; empty where it has not
    private String called(Entry entry, Path file) throws IOException {
        try {
            if (Files.size(file) > config.maxSize().bytes()) {
                return refused(entry, "is larger than maxSize");
            }
            InvocationBody body = FileContent.read(config, entry.file(), Files.readAllBytes(file));
            runs.run(entry.file(), invocation(entry, body));
            return "";
        } catch (FileContent.Unreadable e) {
            return refused(entry, String.valueOf(e.getMessage()));
        } catch (ServiceFailure e) {
            return switch (e.reason()) {
                case UNKNOWN_SERVICE, BUSY, UNAVAILABLE -> throw new NotNow();
                case INPUT, THREW, CONNECTION, TIMED_OUT -> {
                    if (givenUp.getAsBoolean()) {
                        throw new NotNow();
                    }
                    yield String.valueOf(e.getMessage());
                }
            };
        }
    }

    private String refused(Entry entry, String why) {
        runs.refuse(entry.file(), why);
        return "the file " + entry.file() + " " + why;
    }

    private Invocation invocation(Entry entry, InvocationBody body) {
        return new Invocation(
                config.service(),
                runs.workspace(),
                runs.config().name(),
                Map.of("file", entry.file()),
                body,
                config.timeout(),
                Optional.empty());
    }

    private void settle(Entry entry, Path file, String reason) throws IOException {
        boolean done = reason.isEmpty();
        Path directory = done ? config.done() : config.failed();
        Path target = WorkPlace.target(directory, entry.file(), entry.id());
        Entry settled = entry.to(done ? State.DONE : State.FAILED, target.toString(), reason);
        journal.keep(settled);
        finish(settled, file);
    }

    private void finish(Entry entry, Path file) throws IOException {
        Path target = Path.of(entry.target());
        boolean failed = entry.state() == State.FAILED;
        if (failed) {
            explain(entry, target);
        }
        if (!WorkPlace.move(file, target)) {
            // Another node has put a file of that name there in between.
            Path directory = failed ? config.failed() : config.done();
            Path other = WorkPlace.other(directory, entry.file(), entry.id());
            Entry moved = entry.to(entry.state(), other.toString(), entry.reason());
            journal.keep(moved);
            if (failed) {
                explain(moved, other);
            }
            WorkPlace.move(file, other);
        }
        journal.forget(entry.id());
    }

    private void explain(Entry entry, Path target) throws IOException {
        WorkPlace.explain(
                target,
                "channel: "
                        + entry.channel()
                        + "\nservice: "
                        + config.service()
                        + "\ntaken: "
                        + entry.since()
                        + "\nreason: "
                        + entry.reason());
    }

    /// Lets a file go that never ran.
    void giveBack(Path file) throws IOException {
        var _ = place.giveBack(file);
    }
}
