package io.grantway.cli;

import io.grantway.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Calls a service of the running server.
@Command(
        name = "invoke",
        description = "Call a service of the running server, and print its answer.")
final class ServiceInvokeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The service.")
    private String name = "";

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Whose connections it may use: ${DEFAULT-VALUE}.")
    private String workspace = "default";

    @Mixin private final ServiceInput input = new ServiceInput();
    @Mixin private final AdminOptions server;

    ServiceInvokeCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        terminal.out().println(invoke(server.require(), name, workspace, input.read()));
        return 0;
    }

    static String invoke(AdminApi api, String name, String workspace, ObjectNode input)
            throws IOException, InterruptedException {
        String path =
                "/api/v1/services/" + encoded(name) + "/invoke?workspace=" + encoded(workspace);
        try {
            var answer = api.send("POST", path, "application/json", Json.write(input));
            if (!answer.good()) {
                throw new CommandFailed(answer.detail());
            }
            return answer.body();
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
