package io.grantway.services.channel;

import io.grantway.services.FilesChannelConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Where the files of a channel are while a node works on them: each alone in a hidden directory
/// `.grantway/CHANNEL/NODE/ID` of the one that is watched, and so on the same file system, so that
/// a rename takes it whole or not at all.
final class WorkPlace {
    private final FilesChannelConfig config;
    private final Path mine;

    WorkPlace(FilesChannelConfig config, String channel, String node) {
        this.config = config;
        this.mine =
                config.directory()
                        .resolve(".grantway")
                        .resolve(channel.replaceAll("[^a-zA-Z0-9._-]", "_"))
                        .resolve(node);
    }

    /// Makes what is missing.
    void open() throws IOException {
        Files.createDirectories(config.directory());
        Files.createDirectories(config.done());
        Files.createDirectories(config.failed());
        Files.createDirectories(mine);
    }

    /// Takes a file. Of all who try at once, one does.
    ///
    /// @return where it is now; empty where somebody else has taken it
    Optional<Path> take(Path file, UUID id) throws IOException {
        Path place = Files.createDirectories(mine.resolve(id.toString()));
        Path taken = place.resolve(String.valueOf(file.getFileName()));
        try {
            Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(taken);
        } catch (NoSuchFileException _) {
            Files.deleteIfExists(place);
            return Optional.empty();
        }
    }

    /// What this node had taken and has not finished; what is empty is cleared away.
    Map<UUID, Path> taken() throws IOException {
        Map<UUID, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> places = Files.newDirectoryStream(mine)) {
            for (Path place : places) {
                Optional<UUID> id = id(place);
                if (id.isPresent()) {
                    first(place).ifPresent(file -> found.put(id.get(), file));
                    clear(place);
                }
            }
        }
        return found;
    }

    private static Optional<UUID> id(Path place) {
        try {
            return Optional.of(UUID.fromString(String.valueOf(place.getFileName())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Path> first(Path place) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
            for (Path file : files) {
                return Optional.of(file);
            }
            return Optional.empty();
        }
    }

    private static void clear(Path place) throws IOException {
        try {
            Files.deleteIfExists(place);
        } catch (DirectoryNotEmptyException _) {
            // The file is in it.
        }
    }

    /// Where a file of a name can go: its own name, or one with the id where that is taken.
    static Path target(Path directory, String name, UUID id) {
        Path plain = directory.resolve(name);
        return Files.exists(plain, LinkOption.NOFOLLOW_LINKS) || Files.exists(reason(plain))
                ? other(directory, name, id)
                : plain;
    }

    static Path other(Path directory, String name, UUID id) {
        int dot = name.lastIndexOf('.');
        return directory.resolve(
                dot <= 0
                        ? name + "-" + id
                        : name.substring(0, dot) + "-" + id + name.substring(dot));
    }

    static Path reason(Path file) {
        return file.resolveSibling(file.getFileName() + ".reason.txt");
    }

    /// Moves a file to its target, and never over another. May be done again after it was cut
    /// short.
    ///
    /// @return whether the target was free, or the file there already
    static boolean move(Path file, Path target) throws IOException {
        try {
            // A link fails where something is in its place; a rename would replace it.
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException _) {
            if (!Files.isSameFile(target, file)) {
                return false;
            }
        } catch (FileSystemException | UnsupportedOperationException _) {
            // Another file system, or one without links.
            try {
                Files.move(file, target);
            } catch (FileAlreadyExistsException _) {
                return false;
            }
        }
        Files.deleteIfExists(file);
        clear(parent(file));
        return true;
    }

    /// Puts a file back for whoever looks next.
    ///
    /// @return whether its name was free
    boolean giveBack(Path file) throws IOException {
        return move(file, config.directory().resolve(String.valueOf(file.getFileName())));
    }

    static void explain(Path target, String reason) throws IOException {
        Files.write(reason(target), (reason + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }
}
