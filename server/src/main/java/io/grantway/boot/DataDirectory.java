package io.grantway.boot;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.store.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The files beside the store: the admin token, the development certificate, and where the running
/// server listens.
public final class DataDirectory {
    private static final String ADMIN_TOKEN = "GRANTWAY_ADMIN_TOKEN";

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /// Opens the directory, making it (mode 0700) where missing.
    public static DataDirectory open(Path path) {
        try {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            return new DataDirectory(path);
        } catch (IOException e) {
            throw new StartRefused(
                    "the data directory " + path + " cannot be made: " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    /// The admin token: of the environment, else of the store that several nodes share, else of the
    /// file `admin-token`, else a new one, which is printed once. It is kept in that file (mode
    /// 0600), and in the store.
    ///
    /// @param shared where nodes share it
    Secret adminToken(StartOptions options, SecureRandom random, Optional<ServerSettings> shared) {
        String given = options.environment().get(ADMIN_TOKEN);
        if (given != null && !given.isBlank()) {
            return Secret.of(given.strip());
        }
        Optional<Secret> kept = readAdminToken();
        String made = newToken(random);
        String own = kept.map(secret -> secret.<String>expose(text -> text)).orElse(made);
        String token = shared.map(settings -> agreed(settings, own)).orElse(own);
        if (kept.isEmpty() || !kept.get().matches(token)) {
            write("admin-token", token + "\n");
        }
        if (token.equals(made)) {
            options.out()
                    .println(
                            "admin token (shown once; kept in "
                                    + path.resolve("admin-token")
                                    + "): "
                                    + made);
        }
        return Secret.of(token);
    }

    private static String newToken(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The token of whichever node came first.
    private static String agreed(ServerSettings settings, String own) {
        byte[] kept =
                settings.findOrMake("admin-token", () -> own.getBytes(StandardCharsets.UTF_8));
        return new String(kept, StandardCharsets.UTF_8);
    }

    /// The admin token that a start kept here.
    public Optional<Secret> readAdminToken() {
        return read("admin-token").map(text -> Secret.of(text.strip()));
    }

    /// Which node this is among several: made once, the same after a restart.
    String node(SecureRandom random) {
        Optional<String> kept = read("node").map(String::strip).filter(text -> !text.isEmpty());
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        String made = HexFormat.of().formatHex(bytes);
        write("node", made + "\n");
        return made;
    }

    /// Notes where the running server's admin API is, for commands on this machine.
    void writeAddress(URI admin) {
        ObjectNode json = Json.object();
        json.put("admin", admin.toString());
        json.put("pid", ProcessHandle.current().pid());
        write("server.json", Json.write(json) + "\n");
    }

    void deleteAddress() {
        try {
            Files.deleteIfExists(path.resolve("server.json"));
        } catch (IOException _) {
            // A stale address is noticed by whoever tries it.
        }
    }

    /// The admin API of the server that runs on this directory, as it noted it.
    public Optional<URI> readAddress() {
        return read("server.json")
                .map(text -> URI.create(Json.parse(text).path("admin").asString()));
    }

    private Optional<String> read(String name) {
        try {
            Path file = path.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new StartRefused(path.resolve(name) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Writes a file that only its owner can read, whole or not at all.
    private void write(String name, String text) {
        Path file = path.resolve(name);
        Path temporary = path.resolve("." + name + ".new");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    temporary,
                    text.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartRefused(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
