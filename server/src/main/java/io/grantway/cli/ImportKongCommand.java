package io.grantway.cli;

import io.grantway.http.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Sends one of Kong's declarative files to the running server, which takes it whole or not at all.
@Command(
        name = "kong",
        description =
                "Send a declarative file of Kong's (of decK's, or of kong config db_export) to the"
                        + " running server.")
final class ImportKongCommand implements Callable<Integer> {
    private static final int UNPROCESSABLE = 422;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "YAML or JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The workspace that it is put into: ${DEFAULT-VALUE}.")
    private String workspace = "default";

    @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--skip-unknown",
            description = "Leave plugins out that Grantway does not know, and say which.")
    private boolean skipUnknown;

    @Mixin private final AdminOptions server;

    ImportKongCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AdminApi api = server.require();
        AdminApi.Answer answer = send(api);
        if (answer.status() == UNPROCESSABLE) {
            JsonNode report = Json.parse(answer.body());
            list(terminal.err(), report.path("mistakes"));
            list(terminal.err(), report.path("not_taken"));
            terminal.err().println("nothing was taken");
            return Failures.REJECTED;
        }
        if (!answer.good()) {
            throw new CommandFailed("not imported: " + answer.detail());
        }
        report(Json.parse(answer.body()));
        return 0;
    }

    private AdminApi.Answer send(AdminApi api) throws IOException, InterruptedException {
        String path =
                "/api/v1/import/kong?workspace="
                        + URLEncoder.encode(workspace, StandardCharsets.UTF_8)
                        + (dryRun ? "&dry_run=true" : "")
                        + (skipUnknown ? "&skip_unknown=true" : "");
        try {
            return api.send("POST", path, "application/yaml", Files.readString(file));
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        }
    }

    private void report(JsonNode report) {
        list(terminal.out(), report.path("not_taken"));
        for (String outcome : new String[] {"created", "changed", "same"}) {
            report.path(outcome)
                    .propertyStream()
                    .forEach(kind ->
                            terminal.out()
                                    .println(
                                            outcome
                                                    + ": "
                                                    + kind.getValue().asInt()
                                                    + " "
                                                    + kind.getKey()));
        }
        terminal.out().println(dryRun ? "nothing was changed: this was a dry run" : "in force");
    }

    private static void list(PrintStream to, JsonNode sentences) {
        sentences.valueStream().map(JsonNode::asString).forEach(to::println);
    }
}
