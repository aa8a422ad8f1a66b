package io.grantway.services.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// How a file looks from outside: equal as long as nobody has touched it.
///
/// @param key the file system's own, empty where it has none
record Stamp(long size, long modified, String key) {
    static Optional<Stamp> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.isRegularFile()
                    ? Optional.of(
                            new Stamp(
                                    now.size(),
                                    now.lastModifiedTime().toMillis(),
                                    String.valueOf(now.fileKey())))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
