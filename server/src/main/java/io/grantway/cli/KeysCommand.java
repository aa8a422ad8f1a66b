package io.grantway.cli;

import io.grantway.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Shows and changes the keys that the authorization servers sign with.
@Command(
        name = "keys",
        description =
                "The keys that the running server's issuers sign with: list them, rotate them (new"
                        + " ones are published now and sign once everybody can know them; no token"
                        + " that is out stops working), or withdraw one that others may know (what"
                        + " it signed stops working).")
final class KeysCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "ACTION", description = "list, rotate or withdraw.")
    private String action = "list";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "KID",
            description = "The key to withdraw.")
    private @Nullable String kid;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "Rotate the keys of this issuer only.")
    private @Nullable String issuer;

    @Mixin private final AdminOptions server;

    KeysCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        switch (action) {
            case "list" -> show(send("GET", "", ""));
            case "rotate" -> {
                ObjectNode body = Json.object();
                if (issuer != null) {
                    body.put("issuer", issuer);
                }
                show(send("POST", "/rotate", Json.write(body)));
            }
            case "withdraw" -> {
                if (kid == null || !kid.matches("[A-Za-z0-9_-]+")) {
                    throw new CommandFailed("say which key: grantway keys withdraw KID");
                }
                send("DELETE", "/" + kid, "");
                terminal.out().println("the key " + kid + " is withdrawn");
            }
            default ->
                    throw new CommandFailed(
                            "there is no \"" + action + "\": say list, rotate or withdraw");
        }
        return 0;
    }

    private String send(String method, String path, String body)
            throws IOException, InterruptedException {
        AdminApi api = server.require();
        try {
            var answer = api.send(method, "/api/v1/signing-keys" + path, "application/json", body);
            if (!answer.good()) {
                throw new CommandFailed("not done: " + answer.detail());
            }
            return answer.body();
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        }
    }

    private void show(String answer) {
        JsonNode keys = Json.parse(answer).path("data");
        if (keys.isEmpty()) {
            terminal.out().println("there is no authorization server with keys of its own");
        }
        for (JsonNode key : keys) {
            terminal.out()
                    .println(
                            String.join(
                                    "  ",
                                    key.path("id").asString(),
                                    key.path("algorithm").asString(),
                                    key.path("state").asString(),
                                    "signs from " + key.path("signs_from").asString(),
                                    key.path("issuer").asString()));
        }
    }
}
