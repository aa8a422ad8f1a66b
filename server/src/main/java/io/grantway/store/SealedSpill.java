package io.grantway.store;

import io.grantway.oauth.TokenHash;
import io.grantway.store.seal.Seal;
import io.grantway.supply.TokenSpill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Refresh tokens that the store did not take, sealed in files of the data directory (mode 0600).
final class SealedSpill implements TokenSpill {
    private static final String ENDING = ".spilled";

    private final Path directory;
    private final Seal seal;

    /// @param directory made when the first entry comes
    SealedSpill(Path directory, Seal seal) {
        this.directory = directory;
        this.seal = seal;
    }

    @Override
    public synchronized void put(TokenHash id, byte[] entry) {
        byte[] sealed = seal.seal(entry, row(name(id)));
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Path temporary = directory.resolve("." + name(id) + ".new");
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(temporary, sealed, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(
                    temporary,
                    file(id),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("a refresh token could not be written", e);
        }
    }

    @Override
    public synchronized Map<TokenHash, byte[]> all() {
        Map<TokenHash, byte[]> found = new HashMap<>();
        for (TokenHash id : names()) {
            found.put(id, seal.open(read(name(id)), row(name(id))));
        }
        return found;
    }

    private List<TokenHash> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .map(name -> TokenHash.of(HexFormat.of().parseHex(name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("spilled refresh tokens could not be read", e);
        }
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(directory.resolve(name + ENDING));
        } catch (IOException e) {
            throw new UncheckedIOException("a spilled refresh token could not be read", e);
        }
    }

    @Override
    public synchronized void remove(TokenHash id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException("a spilled refresh token could not be deleted", e);
        }
    }

    /// Seals again what a key has sealed that no longer does.
    ///
    /// @return how many there were
    synchronized int again() {
        int found = 0;
        for (TokenHash id : names()) {
            byte[] sealed = read(name(id));
            if (seal.isFormer(sealed)) {
                put(id, seal.open(sealed, row(name(id))));
                found++;
            }
        }
        return found;
    }

    private Path file(TokenHash id) {
        return directory.resolve(name(id) + ENDING);
    }

    private static String name(TokenHash id) {
        return HexFormat.of().formatHex(id.bytes());
    }

    private static String row(String name) {
        return "spilled token " + name;
    }
}
