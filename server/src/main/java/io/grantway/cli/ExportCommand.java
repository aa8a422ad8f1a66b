package io.grantway.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Fetches what is in force as a configuration file.
@Command(
        name = "export",
        description =
                "What is in force on the running server, as a configuration file. Secrets are"
                        + " references to environment variables, which its first lines name.")
final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A file that does not exist yet; standard output where absent.")
    private @Nullable Path file;

    @Mixin private final AdminOptions server;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AdminApi api = server.require();
        AdminApi.Answer answer;
        try {
            answer = api.send("GET", "/api/v1/config/export", "application/yaml", "");
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        }
        if (!answer.good()) {
            throw new CommandFailed("not exported: " + answer.detail());
        }
        Path target = file;
        if (target == null) {
            terminal.out().print(answer.body());
            return 0;
        }
        try {
            Files.writeString(target, answer.body(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            throw new CommandFailed(target + " exists already: name another file");
        }
        return 0;
    }
}
