package io.grantway.cli;

import io.grantway.boot.Server;
import io.grantway.boot.StartOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts the server and stays until a signal stops it.
@Command(
        name = "start",
        description =
                "Start the server. Ctrl-C or SIGTERM stops it, SIGHUP reloads the configuration.")
final class StartCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "Configuration files, and directories of them; they add up.",
                "Else GRANTWAY_CONFIG, else config/grantway.yaml of the distribution."
            })
    private List<Path> config = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:GRANTWAY_DATA:-data}",
            description = "Where state is kept: ${DEFAULT-VALUE}. Else GRANTWAY_DATA.")
    private Path data = Path.of("data");

    StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    StartCommand(Terminal terminal, List<Path> config, Path data) {
        this.terminal = terminal;
        this.config = config;
        this.data = data;
    }

    /// Runs it without picocli around it.
    ///
    /// @return the exit code
    int run() {
        try {
            return call();
        } catch (InterruptedException | RuntimeException e) {
            return new Failures(terminal).report(e);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        var stop = Stop.onSignal();
        try (var server = Server.start(options())) {
            Signals.on(server::reload, "HUP");
            terminal.out().println("ready: " + addresses(server));
            terminal.out().flush();
            stop.await();
        }
        return 0;
    }

    private StartOptions options() {
        List<Path> files = files(config, terminal.environment());
        return new StartOptions(files, data, terminal.environment(), terminal.out());
    }

    /// The configuration that a start takes.
    ///
    /// @param given by the user; may be empty
    static List<Path> files(List<Path> given, Map<String, String> environment) {
        if (!given.isEmpty()) {
            return given;
        }
        String named = environment.getOrDefault("GRANTWAY_CONFIG", "");
        return List.of(named.isEmpty() ? Home.file("config/grantway.yaml") : Path.of(named));
    }

    private static String addresses(Server server) {
        return "gateway "
                + listed(server.gatewayHttps(), server.gatewayHttp())
                + ", admin "
                + listed(server.adminHttps(), server.adminHttp());
    }

    private static String listed(Optional<URI> https, Optional<URI> http) {
        String all =
                Stream.of(https, http)
                        .flatMap(Optional::stream)
                        .map(URI::toString)
                        .collect(Collectors.joining(" "));
        return all.isEmpty() ? "off" : all;
    }

    @Override
    public String toString() {
        return "start --config " + config + " --data " + data;
    }
}
