package io.grantway.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite's machine code, unpacked once into the data directory. The driver alone would unpack it
/// at every start into the machine's temporary directory, and leave it there when killed.
public final class NativeLibrary {
    private static final Logger LOGGER = LoggerFactory.getLogger(NativeLibrary.class);

    private NativeLibrary() {}

    /// Makes the driver load the unpacked library, unless it was told to load another. Where
    /// unpacking fails, or the directory comes from another kind of machine, the driver goes its
    /// own way: it starts a program to learn what the machine is, so it is asked only once.
    public static void unpack(Path dataDirectory) {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path directory =
                dataDirectory.resolve("native").resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        try {
            if (!Files.exists(directory.resolve(name))) {
                copy(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name, directory, name);
            }
            System.getProperties().putIfAbsent("org.sqlite.lib.path", directory.toString());
        } catch (IOException e) {
            LOGGER.warn("SQLite's library was not unpacked into {}: {}", directory, e.toString());
        }
    }

    /// The file appears whole or not at all, so that a kill in between does no harm.
    private static void copy(String resource, Path directory, String name) throws IOException {
        Files.createDirectories(directory, DataDirectory.mode("rwx------"));
        Path partial = directory.resolve(name + ".partial");
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new IOException("the driver has no " + resource);
            }
            Files.copy(packed, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel written = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(partial, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
