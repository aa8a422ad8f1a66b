package io.grantway.cli;

import io.grantway.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks the running server why a call went as it did.
@Command(
        name = "explain",
        description =
                "Say why a call was refused or let through, by the X-Request-Id of its answer.")
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "REQUEST_ID",
            description = "The answer's X-Request-Id; request_id in a problem and in the log.")
    private String id = "";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    @Mixin private final AdminOptions server;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!id.matches("[A-Za-z0-9_.:+/=-]{1,128}")) {
            throw new CommandFailed(
                    "a request id has 1 to 128 letters, digits and -_.:+/=; it is in the answer's"
                            + " X-Request-Id");
        }
        AdminApi api = server.require();
        AdminApi.Answer answer = ask(api);
        if (!answer.good()) {
            throw new CommandFailed(answer.detail());
        }
        terminal.out()
                .println(
                        json ? answer.body() : new ExplainedCall(Json.parse(answer.body())).text());
        return 0;
    }

    private AdminApi.Answer ask(AdminApi api) throws IOException, InterruptedException {
        String path = "/api/v1/explain/" + id.replace("/", "%2F");
        try {
            return api.send("GET", path, "application/json", "");
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        }
    }
}
