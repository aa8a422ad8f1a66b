package io.grantway.cli;

import io.grantway.boot.DataDirectory;
import io.grantway.config.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command finds the running server: by its options, else by the environment, else by what
/// the server noted in its data directory.
final class AdminOptions {
    private final Map<String, String> environment;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "The admin API. Else GRANTWAY_ADMIN_URL, else the data directory's own.")
    private @Nullable URI admin;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "The admin token. Else GRANTWAY_ADMIN_TOKEN, else the data directory's own.")
    private @Nullable String token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:GRANTWAY_DATA:-data}",
            description = "The server's data directory: ${DEFAULT-VALUE}. Else GRANTWAY_DATA.")
    private Path data = Path.of("data");

    AdminOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /// What `--token` says, in a command where it is not the administrator's: whose own then comes
    /// from the environment or the data directory.
    Optional<String> otherToken() {
        Optional<String> other = Optional.ofNullable(token);
        token = null;
        return other;
    }

    Path data() {
        return data;
    }

    /// Whether the user said which server, so that no other may be taken.
    boolean named() {
        return address().isPresent();
    }

    /// The server's admin API.
    ///
    /// @throws CommandFailed where none is named, and none runs on the data directory
    AdminApi require() {
        return api().orElseThrow(() ->
                new CommandFailed(
                        "no server runs on " + data + ": say which with --admin or --data"));
    }

    /// The server's admin API.
    ///
    /// @return empty where none is named, and none has noted its address in the data directory
    Optional<AdminApi> api() {
        Optional<DataDirectory> directory =
                Files.isDirectory(data) ? Optional.of(DataDirectory.open(data)) : Optional.empty();
        return address()
                .or(() -> directory.flatMap(DataDirectory::readAddress))
                .map(address -> new AdminApi(address, secret(directory), data));
    }

    private Secret secret(Optional<DataDirectory> directory) {
        return Optional.ofNullable(token)
                .or(() -> variable("GRANTWAY_ADMIN_TOKEN"))
                .map(Secret::of)
                .or(() -> directory.flatMap(DataDirectory::readAdminToken))
                .orElseThrow(() ->
                        new CommandFailed(
                                "no admin token: give --token, GRANTWAY_ADMIN_TOKEN or the"
                                        + " server's --data directory"));
    }

    private Optional<URI> address() {
        return Optional.ofNullable(admin).or(() -> variable("GRANTWAY_ADMIN_URL").map(URI::create));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
