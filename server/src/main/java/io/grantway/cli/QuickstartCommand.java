package io.grantway.cli;

import io.grantway.boot.Server;
import io.grantway.boot.StartOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts the sample API with a gateway in front of it, walks through what that gives, and stays.
@Command(
        name = "quickstart",
        description =
                "Start a sample API with OAuth in front of it, and show a call without and with a"
                        + " token.")
final class QuickstartCommand implements Callable<Integer> {
    /// What the scenario's user logs in with, unless the environment says otherwise.
    private static final String PASSWORD = "gentle-otter-42";

    private final Terminal terminal;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep configuration and state there; else they go when it stops.")
    private @Nullable Path directory;

    @Option(names = "--once", description = "End after the walk.")
    private boolean once;

    @Option(
            names = "--free-ports",
            description = "Any free ports, where it may meet others of its kind.")
    private boolean freePorts;

    QuickstartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (directory != null) {
            return run(QuickstartFiles.in(directory));
        }
        try (var files = QuickstartFiles.fresh()) {
            return run(files);
        }
    }

    private int run(QuickstartFiles files) throws IOException, InterruptedException {
        var stop = Stop.onSignal();
        var ports = freePorts ? Ports.ANY : Ports.usualOrNext();
        ports.differences().forEach(terminal.out()::println);
        try (var upstream = SampleApi.start(ports.sampleApi());
                var server = Server.start(options(files, ports, upstream))) {
            Signals.on(server::reload, "HUP");
            boolean good = new QuickstartWalk(terminal, files, server, password()).run();
            if (once) {
                return good ? 0 : Failures.FAILED;
            }
            stop.await();
        }
        return 0;
    }

    private StartOptions options(QuickstartFiles files, Ports ports, SampleApi upstream)
            throws IOException {
        files.lay();
        List<Path> config = List.of(files.configuration(), files.listeners(ports));
        Map<String, String> environment = new HashMap<>(terminal.environment());
        environment.put("SAMPLE_API", upstream.uri().toString());
        environment.put("MEGAN_PASSWORD", password());
        return new StartOptions(config, files.data(), environment, terminal.out());
    }

    private String password() {
        return terminal.environment().getOrDefault("MEGAN_PASSWORD", PASSWORD);
    }
}
