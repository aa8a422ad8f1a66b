package io.grantway.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Reads files within a limit.
final class Disk {
    static final int LIMIT = 8 << 20;
    static final String UNREADABLE = "unreadable";

    private Disk() {}

    /// @throws IOException with a message that reads well behind `cannot be read: `
    static byte[] read(Path file) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a directory");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("it is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(LIMIT + 1);
                if (bytes.length > LIMIT) {
                    throw new IOException("it is larger than " + new ByteSize(LIMIT));
                }
                return bytes;
            }
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("no permission", e);
        }
    }

    /// The `*.yaml` and `*.yml` files of a directory in the order of their names, without hidden
    /// ones.
    static List<Path> yamlFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Disk::isYaml).sorted().toList();
        } catch (AccessDeniedException e) {
            throw new IOException("no permission", e);
        } catch (UncheckedIOException e) {
            throw new IOException("it cannot be listed", e);
        }
    }

    /// What stands at a path now: equal for equal content, whatever its times and links.
    static String digest(Path path) {
        try {
            return Files.isDirectory(path) ? digest(yamlFiles(path)) : digest(read(path));
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    static String digest(List<Path> files) {
        return digest(files.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".")
                && (name.endsWith(".yaml") || name.endsWith(".yml"))
                && Files.isRegularFile(file);
    }
}
