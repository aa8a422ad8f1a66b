package io.grantway.cli;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.http.Json;
import io.grantway.store.SqlStore;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Copies the store into a file: by the running server, or by itself where none runs.
@Command(
        name = "backup",
        description =
                "Copy the store into a new file, while the server runs or not. Put it into an empty"
                        + " data directory as grantway.db to go back to it.")
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "Must not exist yet.")
    private Path file = Path.of("");

    @Mixin private final AdminOptions server;

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target = file.toAbsolutePath().normalize();
        Optional<AdminApi> api = server.api();
        if (api.isEmpty() || !byServer(api.get(), target)) {
            byItself(target);
        }
        terminal.out().println("the store is in " + target);
        return 0;
    }

    /// @return false when the server that noted its address here is gone
    private boolean byServer(AdminApi api, Path target) throws IOException, InterruptedException {
        String json = Json.write(Json.object().put("file", target.toString()));
        try {
            var answer = api.send("POST", "/api/v1/backup", "application/json", json);
            if (!answer.good()) {
                throw new CommandFailed("no backup: " + answer.detail());
            }
            return true;
        } catch (ConnectException e) {
            if (server.named()) {
                throw new CommandFailed("nobody answers at " + api);
            }
            return false;
        }
    }

    private void byItself(Path target) {
        if (!Files.exists(server.data().resolve("grantway.db"))) {
            throw new CommandFailed(
                    "there is no store in "
                            + server.data()
                            + ": say where with --data; a store in PostgreSQL is copied with"
                            + " pg_dump");
        }
        try {
            SqlStore.backup(server.data(), target, Clock.systemUTC());
        } catch (StoreUnavailable | IllegalArgumentException e) {
            throw new CommandFailed("no backup: " + e.getMessage());
        }
    }
}
