package io.grantway.cli;

import io.grantway.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// Lists the services of the running server, and says why what is refused is refused.
@Command(name = "list", description = "List the services of the running server.")
final class ServiceListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final AdminOptions server;

    ServiceListCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AdminApi api = server.require();
        try {
            var answer = api.send("GET", "/api/v1/services", "application/json", "");
            if (!answer.good()) {
                throw new CommandFailed("not done: " + answer.detail());
            }
            show(Json.parse(answer.body()).path("data"));
            return 0;
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        }
    }

    private void show(JsonNode services) {
        if (services.isEmpty()) {
            terminal.out().println("there are no services");
        }
        for (JsonNode service : services) {
            terminal.out()
                    .println(
                            service.path("name").asString()
                                    + "  "
                                    + service.path("file").asString()
                                    + "  "
                                    + state(service));
            String error = service.path("versions").path(0).path("error").asString("");
            error.lines().forEach(line -> terminal.out().println("  " + line));
        }
    }

    private static String state(JsonNode service) {
        JsonNode newest = service.path("versions").path(0);
        String refused =
                newest.path("state").asString("").equals("refused")
                        ? "version " + newest.path("number").asInt(0) + " refused"
                        : "";
        if (!service.path("live").asBoolean(false)) {
            return refused.isEmpty() ? "not live" : refused;
        }
        String live = "version " + service.path("version").asInt(0) + " live";
        return refused.isEmpty() ? live : live + ", " + refused;
    }
}
