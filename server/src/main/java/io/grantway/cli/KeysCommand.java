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

/// Shows and changes the keys that the authorization servers sign with, and those that the store is
/// encrypted by.
@Command(
        name = "keys",
        description =
                "The keys that the running server's issuers sign with: list them, rotate them (new"
                        + " ones are published now and sign once everybody can know them; no token"
                        + " that is out stops working), or withdraw one that others may know (what"
                        + " it signed stops working). And the keys that the store is encrypted by:"
                        + " status shows them, rotate --data-keys gives every workspace a new one,"
                        + " rotate --wrapping puts a new key in the place of the one that wraps"
                        + " those; both encrypt everything again while the server goes on.")
final class KeysCommand implements Callable<Integer> {
    private static final String SIGNING = "/api/v1/signing-keys";
    private static final String STORE = "/api/v1/store-keys";

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "list, rotate, withdraw or status.")
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

    @Option(
            names = "--data-keys",
            description = "Rotate the workspaces' data keys of the store instead.")
    private boolean dataKeys;

    @Option(
            names = "--wrapping",
            description =
                    "Rotate the store's own key, which wraps the data keys, instead: store.key, or"
                            + " where the key is given, move everything from the"
                            + " server.store.formerKeys to it.")
    private boolean wrapping;

    @Mixin private final AdminOptions server;

    KeysCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        switch (action) {
            case "list" -> show(send("GET", SIGNING, ""));
            case "status" -> showStore(send("GET", STORE, ""));
            case "rotate" -> rotate();
            case "withdraw" -> {
                if (kid == null || !kid.matches("[A-Za-z0-9_-]+")) {
                    throw new CommandFailed("say which key: grantway keys withdraw KID");
                }
                send("DELETE", SIGNING + "/" + kid, "");
                terminal.out().println("the key " + kid + " is withdrawn");
            }
            default ->
                    throw new CommandFailed(
                            "there is no \""
                                    + action
                                    + "\": say list, rotate, withdraw or"
                                    + " status");
        }
        return 0;
    }

    private void rotate() throws IOException, InterruptedException {
        if (dataKeys || wrapping) {
            if ((dataKeys && wrapping) || issuer != null) {
                throw new CommandFailed(
                        "say one of --data-keys, --wrapping and --issuer: each names other keys");
            }
            String which = Json.write(Json.object().put("keys", dataKeys ? "data" : "wrapping"));
            showStore(send("POST", STORE + "/rotate", which));
            return;
        }
        ObjectNode body = Json.object();
        if (issuer != null) {
            body.put("issuer", issuer);
        }
        show(send("POST", SIGNING + "/rotate", Json.write(body)));
    }

    private String send(String method, String path, String body)
            throws IOException, InterruptedException {
        AdminApi api = server.require();
        try {
            var answer = api.send(method, path, "application/json", body);
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

    private void showStore(String answer) {
        JsonNode status = Json.parse(answer);
        JsonNode own = status.path("wrapping_key");
        terminal.out().println("wrapping key  " + own.path("kind").asString() + "  " + state(own));
        for (JsonNode key : status.path("data_keys")) {
            terminal.out()
                    .println(
                            String.join(
                                    "  ",
                                    "data key of " + key.path("workspace").asString(),
                                    "since " + key.path("since").asString(),
                                    state(key)));
        }
    }

    private static String state(JsonNode key) {
        return key.path("rotating").asBoolean()
                ? "the former key still opens, rows left: " + key.path("left").asLong()
                : "the only one";
    }
}
