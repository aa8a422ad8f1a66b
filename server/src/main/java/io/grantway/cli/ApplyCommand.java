package io.grantway.cli;

import io.grantway.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends a configuration file to the running server, where it is a named set beside the files that
/// the server was started with.
@Command(
        name = "apply",
        description =
                "Send a configuration file to the running server: in force at once, kept across"
                        + " restarts, whole or not at all.")
final class ApplyCommand implements Callable<Integer> {
    private static final int UNPROCESSABLE = 422;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "Replaces the set of the same name.")
    private Path file = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The set's name; the file's, without its ending, where absent.")
    private @Nullable String name;

    @Option(names = "--remove", description = "Take the set away instead; FILE need not exist.")
    private boolean remove;

    @Option(names = "--dry-run", description = "Change nothing, and say what would be changed.")
    private boolean dryRun;

    @Mixin private final AdminOptions server;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AdminApi api = server.require();
        String set = name == null ? nameOf(file) : name;
        AdminApi.Answer answer =
                send(api, "/api/v1/config/sets/" + set + (dryRun ? "?dry_run=true" : ""));
        if (answer.status() == UNPROCESSABLE) {
            terminal.err().print(report(answer));
            return Failures.REJECTED;
        }
        if (!answer.good()) {
            throw new CommandFailed("not applied: " + answer.detail());
        }
        if (dryRun) {
            Differences.print(Json.parse(answer.body()).path("differences"), terminal.out());
            return 0;
        }
        terminal.out().println("the set " + set + (remove ? " is gone" : " is in force"));
        return 0;
    }

    private AdminApi.Answer send(AdminApi api, String path)
            throws IOException, InterruptedException {
        try {
            return remove
                    ? api.send("DELETE", path, "application/yaml", "")
                    : api.send("PUT", path, "application/yaml", Files.readString(file));
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    private static String report(AdminApi.Answer answer) {
        return Json.parse(answer.body())
                .path("mistakes")
                .valueStream()
                .map(mistake -> mistake.asString() + "\n")
                .collect(Collectors.joining());
    }
}
