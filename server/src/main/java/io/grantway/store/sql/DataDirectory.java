package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The directory with the server's state, held by one process at a time.
public final class DataDirectory implements AutoCloseable {
    /// Behind the process id that the file says: where locks are mandatory, a locked part cannot be
    /// read.
    private static final long LOCKED_BYTE = 1 << 20;

    /// What this process has.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
        HELD_HERE.add(path);
    }

    /// Takes a directory for this process, making it where it is missing.
    ///
    /// @throws StoreUnavailable when it cannot be written, or another process has it
    public static DataDirectory take(Path directory) {
        Path path = directory.toAbsolutePath();
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, mode("rwx------"));
            }
            return new DataDirectory(path, lock(path));
        } catch (FileAlreadyExistsException e) {
            throw new StoreUnavailable(
                    "the data directory " + path + " is a file: name a directory", e);
        } catch (IOException e) {
            throw new StoreUnavailable(
                    "the data directory "
                            + path
                            + " cannot be written: give it to the user that runs Grantway, or name"
                            + " another ("
                            + e
                            + ")",
                    e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(
                        makePrivate(path.resolve("grantway.lock")),
                        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            if (isLocked(file)) {
                file.truncate(0);
                file.write(ByteBuffer.wrap(ownProcess()), 0);
                return file;
            }
        } catch (IOException e) {
            file.close();
            throw e;
        }
        String holder = Files.readString(path.resolve("grantway.lock")).strip();
        file.close();
        throw new StoreUnavailable(
                "the data directory "
                        + path
                        + " is in use by another Grantway (process "
                        + holder
                        + "): stop that one, or name another directory");
    }

    @SuppressWarnings("resource") // the lock goes with its channel
    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    /// The process that has a directory now; empty where none has. Changes nothing.
    static Optional<String> holder(Path directory) throws IOException {
        Path file = directory.resolve("grantway.lock");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String holder = Files.readString(file).strip();
        // Closing a file would let go every lock that this process has on it.
        boolean own = HELD_HERE.contains(directory.toAbsolutePath());
        return own || isHeld(file) ? Optional.of(holder) : Optional.empty();
    }

    private static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, true)) {
            return lock == null;
        }
    }

    private static byte[] ownProcess() {
        return (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// The database file, which is there, if empty. Made here with mode 0600, which SQLite then
    /// gives the files beside it too.
    public Path database() {
        Path file = path.resolve("grantway.db");
        try {
            return makePrivate(file);
        } catch (IOException e) {
            throw new StoreUnavailable(file + " cannot be made (" + e + ")", e);
        }
    }

    public Path path() {
        return path;
    }

    private static Path makePrivate(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, mode("rw-------"));
        }
        return file;
    }

    static FileAttribute<?>[] mode(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /// Lets the directory go.
    @Override
    public void close() {
        HELD_HERE.remove(path);
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StoreUnavailable(path + " was not let go (" + e + ")", e);
        }
    }
}
