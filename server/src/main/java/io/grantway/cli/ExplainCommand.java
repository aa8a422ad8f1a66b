package io.grantway.cli;

import io.grantway.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Asks the running server why a call went as it did.
@Command(
        name = "explain",
        description =
                "Say why a call was refused or let through, by the X-Request-Id of its answer; or,"
                        + " with --api, what would become of a call such as 'GET /orders/1',"
                        + " without making it.")
final class ExplainCommand implements Callable<Integer> {
    private static final int LONGEST_TOKEN = 64 * 1024;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "REQUEST_ID",
            description =
                    "The answer's X-Request-Id; request_id in a problem and in the log. With --api"
                            + " a method and a path: 'GET /orders/1'.")
    private String id = "";

    @Option(
            names = "--api",
            paramLabel = "NAME",
            description =
                    "Try a call of this API. Then --token FILE is the access token to try it with"
                            + " (- for standard input), and the administrator's comes from"
                            + " GRANTWAY_ADMIN_TOKEN or the data directory.")
    private @Nullable String tried;

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            description = "The API's; default: default.")
    private String workspace = "default";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    @Mixin private final AdminOptions server;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (tried != null) {
            Optional<String> token = server.otherToken();
            return show(rehearse(server.require(), tried, token));
        }
        if (!id.matches("[A-Za-z0-9_.:+/=-]{1,128}")) {
            throw new CommandFailed(
                    "a request id has 1 to 128 letters, digits and -_.:+/=; it is in the answer's"
                            + " X-Request-Id");
        }
        AdminApi api = server.require();
        return show(ask(api));
    }

    private int show(AdminApi.Answer answer) {
        if (!answer.good()) {
            throw new CommandFailed(answer.detail());
        }
        terminal.out()
                .println(
                        json ? answer.body() : new ExplainedCall(Json.parse(answer.body())).text());
        return 0;
    }

    private AdminApi.Answer rehearse(AdminApi api, String name, Optional<String> token)
            throws IOException, InterruptedException {
        int space = id.indexOf(' ');
        if (space <= 0 || !id.substring(space + 1).startsWith("/")) {
            throw new CommandFailed("with --api give a method and a path, such as 'GET /orders/1'");
        }
        ObjectNode body =
                Json.object()
                        .put("api", name)
                        .put("workspace", workspace)
                        .put("method", id.substring(0, space))
                        .put("path", id.substring(space + 1).strip());
        if (token.isPresent()) {
            body.put("token", read(token.get()));
        }
        try {
            return api.send("POST", "/api/v1/explain", "application/json", Json.write(body));
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        }
    }

    private static String read(String file) throws IOException {
        try {
            byte[] text =
                    file.equals("-")
                            ? System.in.readNBytes(LONGEST_TOKEN)
                            : Files.readAllBytes(Path.of(file));
            return new String(text, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException _) {
            throw new CommandFailed("there is no file " + file);
        }
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
