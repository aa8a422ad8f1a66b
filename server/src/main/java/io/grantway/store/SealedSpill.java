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
    public void put(TokenHash id, byte[] entry) {
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
    public Map<TokenHash, byte[]> all() {
        if (!Files.isDirectory(directory)) {
            return Map.of();
        }
        Map<TokenHash, byte[]> found = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(file -> file.endsWith(ENDING))
                            .map(file -> file.substring(0, file.length() - ENDING.length()))
                            .toList();
            for (String name : names) {
                byte[] sealed = Files.readAllBytes(directory.resolve(name + ENDING));
                found.put(
                        TokenHash.of(HexFormat.of().parseHex(name)), seal.open(sealed, row(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("spilled refresh tokens could not be read", e);
        }
        return found;
    }

    @Override
    public void remove(TokenHash id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException("a spilled refresh token could not be deleted", e);
        }
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
