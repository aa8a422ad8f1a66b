package io.grantway.cli;

import io.grantway.boot.Checkup;
import io.grantway.boot.Finding;
import io.grantway.boot.Finding.Grade;
import io.grantway.http.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Looks at everything that may keep a server from starting or working, and says how to mend it.
@Command(
        name = "doctor",
        description = {
            "Look at data directory, store, configuration, ports, certificates, upstreams, clock",
            "and admin API, and say how to mend what is wrong. Changes nothing. With the name of a",
            "connection or a security definition: have the running server look at each step of a",
            "call, from the name of the host to the API's answer."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "One check: data, store, configuration, ports, certificates, upstreams, clock"
                            + " or admin; or a connection or security definition of the running"
                            + " server. All checks where absent.")
    private @Nullable String name;

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            description = "The connection's or definition's; default: default.")
    private String workspace = "default";

    @Option(names = "--config", paramLabel = "FILE", arity = "1..*", description = "As of start.")
    private List<Path> config = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin private final AdminOptions server;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() {
        List<Path> files = StartCommand.files(config, terminal.environment());
        Checkup checkup = new Checkup(files, server.data(), terminal.environment());
        SequencedMap<String, Supplier<List<Finding>>> checks = checkup.checks();
        checks.put("admin", () -> List.of(new AdminCheck(server).look()));
        List<Finding> found = new ArrayList<>();
        if (name != null && !checks.containsKey(name)) {
            found.addAll(outgoing(name, checks));
        }
        checks.forEach((each, check) -> {
            if (name == null || name.equals(each)) {
                found.addAll(guarded(each, check));
            }
        });
        print(found);
        return found.stream().anyMatch(each -> each.grade() == Grade.BAD) ? Failures.FAILED : 0;
    }

    /// What the server finds that has it; only there are its tokens.
    private List<Finding> outgoing(
            String wanted, SequencedMap<String, Supplier<List<Finding>>> checks) {
        String none = "there is no check " + wanted + ": " + String.join(", ", checks.keySet());
        AdminApi api =
                server.api()
                        .orElseThrow(() ->
                                new CommandFailed(
                                        none
                                                + "; for a connection or a security definition"
                                                + " start the server, or name it with --admin"));
        return new OutgoingCheck(api, workspace)
                .look(wanted)
                .orElseThrow(() ->
                        new CommandFailed(
                                none
                                        + "; nor is there a connection or a security definition of"
                                        + " this name in the workspace "
                                        + workspace));
    }

    private static List<Finding> guarded(String name, Supplier<List<Finding>> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return List.of(
                    new Finding(
                            Grade.BAD,
                            name,
                            "cannot be looked at: " + e.getMessage(),
                            "this is a fault of the check; the others go on"));
        }
    }

    private void print(List<Finding> found) {
        if (json) {
            terminal.out().println(Json.write(tree(found)));
            return;
        }
        for (Finding each : found) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%-4s  %-13s %s%s%n",
                            word(each.grade()),
                            each.name(),
                            each.what(),
                            each.mend().isEmpty() ? "" : "; to mend it: " + each.mend());
        }
    }

    private static ObjectNode tree(List<Finding> found) {
        ObjectNode json = Json.object();
        ArrayNode findings = json.putArray("findings");
        for (Finding each : found) {
            findings.addObject()
                    .put("grade", word(each.grade()))
                    .put("name", each.name())
                    .put("what", each.what())
                    .put("mend", each.mend());
        }
        return json;
    }

    private static String word(Grade grade) {
        return grade.name().toLowerCase(Locale.ROOT);
    }
}
