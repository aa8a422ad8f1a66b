package io.grantway.cli;

import io.grantway.outbound.CallFailure;
import io.grantway.outbound.CallFailure.Reason;
import io.grantway.outbound.Connection;
import io.grantway.outbound.FhirConnection;
import io.grantway.outbound.FhirExports;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.LocalLeases;
import io.grantway.services.Means;
import io.grantway.services.ServiceFailure;
import io.grantway.services.Services;
import io.grantway.services.ServicesConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Compiles a service, lets it check itself and calls it once, without a server; or calls it in the
/// running server, where a name is given and no file.
@Command(
        name = "test",
        description = {
            "Compile a service, run its check, and call it once, without a server.",
            "With a NAME and no file: call it in the running server, which has the connections."
        })
final class ServiceTestCommand implements Callable<Integer> {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE|NAME", description = "The service's file, or its name.")
    private String what = "";

    @Option(names = "--check-only", description = "Do not call it.")
    private boolean checkOnly;

    @Mixin private final ServiceInput input = new ServiceInput();
    @Mixin private final AdminOptions server;

    ServiceTestCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new AdminOptions(terminal.environment());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode given = input.read();
        Path file = Path.of(what);
        if (!Files.isRegularFile(file)) {
            if (what.endsWith(".java") || what.endsWith(".jar")) {
                throw new CommandFailed("there is no " + file);
            }
            terminal.out()
                    .println(ServiceInvokeCommand.invoke(server.require(), what, "default", given));
            return 0;
        }
        Path workshop = Files.createTempDirectory("grantway-service");
        try {
            copy(file, workshop);
            return test(workshop, given);
        } finally {
            delete(workshop);
        }
    }

    private int test(Path workshop, ObjectNode given) {
        ServicesConfig config = new ServicesConfig(workshop, WITHIN, 1, Map.of());
        try (Services services =
                Services.open(
                        config,
                        new NoConnections(),
                        new LocalLeases(),
                        () -> UUID.randomUUID().toString(),
                        Clock.systemUTC())) {
            List<String> refusals = services.refusals();
            if (!refusals.isEmpty()) {
                throw new CommandFailed(String.join("\n", refusals));
            }
            for (String name : services.names()) {
                terminal.out().println(name + " compiles, and its check is good");
                if (!checkOnly) {
                    terminal.out().println(answer(services, name, given));
                }
            }
            return 0;
        } catch (ServiceFailure e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private static String answer(Services services, String name, ObjectNode given) {
        return services.invoke(
                        new Invocation(
                                name,
                                "default",
                                "test",
                                Map.of(),
                                new InvocationBody.Tree(given),
                                WITHIN,
                                Optional.empty()))
                .body()
                .text();
    }

    /// The file, and what lies beside it for all.
    private static void copy(Path file, Path to) throws IOException {
        Path name = file.getFileName();
        Files.copy(file, to.resolve(name));
        for (String folder : List.of("lib", "shared")) {
            Path from = file.resolveSibling(folder);
            if (Files.isDirectory(from)) {
                try (Stream<Path> all = Files.walk(from)) {
                    for (Path each : all.toList()) {
                        Files.copy(each, to.resolve(folder).resolve(from.relativize(each)));
                    }
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /// Has none: they are the server's.
    private static final class NoConnections implements Means {
        private static CallFailure none(String name) {
            return new CallFailure(
                    name,
                    Reason.REQUEST,
                    "a test without a server has no connections; drop the file into the services"
                            + " directory, and call it with: grantway service invoke");
        }

        @Override
        public Connection connection(String workspace, String name) {
            throw none(name);
        }

        @Override
        public FhirConnection fhir(String workspace, String name) {
            throw none(name);
        }

        @Override
        public FhirExports exports(String workspace, String name) {
            throw none(name);
        }
    }
}
