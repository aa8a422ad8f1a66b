package io.grantway.store.seal;

import io.grantway.authserver.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Keys (AES-256-GCM) as a Tink keyset in a file that only its owner may read.
record KeyFile(Path path) {
    /// The keys, made where there is no file yet.
    ///
    /// @throws StoreUnavailable when it cannot be read or made
    Keyset readOrMake() {
        return Files.exists(path) ? read() : write(Keyset.generate());
    }

    /// @throws StoreUnavailable when it cannot be read
    Keyset read() {
        try {
            return Keyset.parse(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new StoreUnavailable(
                    this
                            + " cannot be read ("
                            + e
                            + "): it holds the key to what the database keeps; put it back",
                    e);
        } catch (StoreUnavailable e) {
            throw new StoreUnavailable(this + " holds no key: put the right file back", e);
        }
    }

    /// Keeps keys in the place of what is there.
    ///
    /// @return the same
    /// @throws StoreUnavailable when they cannot be written; what was there stays
    Keyset write(Keyset keys) {
        try {
            write(keys.serialized());
            return keys;
        } catch (IOException e) {
            throw new StoreUnavailable(this + " cannot be written (" + e + ")", e);
        }
    }

    /// The file is whole before it has its name, and on disk before anything is sealed by it.
    private void write(byte[] text) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(draft, options, ownerOnly())) {
            out.write(ByteBuffer.wrap(text));
            out.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel entry = FileChannel.open(directory)) {
                entry.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return "the key file " + path;
    }
}
