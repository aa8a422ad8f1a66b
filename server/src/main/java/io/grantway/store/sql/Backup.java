package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Objects;

/// A copy of a database file, made while it is used.
public final class Backup {
    private final SqliteFile source;
    private final Path target;
    private final Path directory;

    /// @param target that must not exist yet, in a directory that does
    public Backup(SqliteFile source, Path target) {
        this.source = source;
        this.target = target.toAbsolutePath();
        this.directory = Objects.requireNonNullElse(this.target.getParent(), this.target);
    }

    /// Makes the copy. The target appears whole or not at all.
    ///
    /// @throws IllegalArgumentException when the target exists, or its directory does not
    /// @throws StoreUnavailable when the copy cannot be read or written
    public void make() {
        requireFree();
        try {
            // The name of createTempFile is new, and its mode 0600: the copy is as secret as the
            // store.
            Path partial = Files.createTempFile(directory, ".grantway-", ".partial");
            try {
                copyTo(partial);
                publish(partial);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (FileAlreadyExistsException _) {
            requireFree();
        } catch (IOException e) {
            throw new StoreUnavailable("backup " + target + " cannot be written: " + e, e);
        }
    }

    private void requireFree() {
        if (Files.exists(target)) {
            throw new IllegalArgumentException(
                    "backup " + target + " exists already: name a file that does not");
        }
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    "backup " + target + " has no directory: make " + directory);
        }
    }

    /// On a thread of its own, since the caller's may be a virtual one and SQLite would hold its
    /// carrier for as long as the copy takes.
    private void copyTo(Path partial) throws IOException {
        Unit<Integer> copy =
                new Unit<>(session -> session.update("VACUUM INTO ?", partial.toString()));
        Thread.ofPlatform().daemon().name("store-backup").start(() -> run(copy));
        copy.await();
        try (FileChannel written = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    private void run(Unit<Integer> copy) {
        try (Session session = source.openForReading()) {
            copy.run(session);
        } catch (SQLException e) {
            copy.fail(
                    new StoreUnavailable(
                            "backup "
                                    + target
                                    + " cannot be made of "
                                    + source.path()
                                    + " ("
                                    + e.getMessage()
                                    + ")",
                            e));
            return;
        } catch (RuntimeException | Error e) {
            copy.fail(e);
            return;
        }
        copy.answer();
    }

    /// Gives the finished copy its name. A link, unlike a rename, never replaces a file that came
    /// up meanwhile.
    private void publish(Path partial) throws IOException {
        try {
            Files.createLink(target, partial);
        } catch (UnsupportedOperationException _) {
            Files.move(partial, target);
        }
        syncDirectory();
    }

    private void syncDirectory() throws IOException {
        try (FileChannel opened = FileChannel.open(directory)) {
            opened.force(true);
        }
    }
}
