package io.grantway.cli;

import io.grantway.fakeprovider.Client;
import io.grantway.fakeprovider.FakeProvider;
import io.grantway.fakeprovider.Switch;
import io.grantway.fakeprovider.Switches;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// Starts the fake provider and stays until a signal stops it.
@Command(
        name = "fake-provider",
        abbreviateSynopsis = true,
        description = {
            "Start a provider to try and test with: OAuth 2.0, OAuth 1.0a and an API.",
            "Everything is kept in memory. Client pixie with the secret pixie-secret; for OAuth"
                    + " 1.0a pixie-key with pixie-consumer-secret; anybody may log in."
        },
        footer = {
            "",
            "Switches can be set while it runs: POST /_control {\"slow\": \"15s\"}; GET /_control"
                    + " counts."
        })
final class FakeProviderCommand implements Callable<Integer> {
    private static final int PORT = 9500;

    private final Terminal terminal;
    private final Map<String, String> asked = new TreeMap<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where it listens: ${DEFAULT-VALUE}. 0: any free port.")
    private int port = PORT;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address it listens at: ${DEFAULT-VALUE}, so this machine only.")
    private String host = "127.0.0.1";

    @Option(
            names = "--client",
            paramLabel = "ID:SECRET:REDIRECT",
            description = "One more client; may be given several times.")
    private List<String> clients = List.of();

    @Option(
            names = "--rsa-public-key",
            paramLabel = "FILE",
            description = "The key of the OAuth 1.0a client for RSA-SHA1, as PEM.")
    private @Nullable Path publicKey;

    FakeProviderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Gives a command an option for each switch.
    static void addSwitches(CommandSpec command) {
        FakeProviderCommand of = (FakeProviderCommand) command.userObject();
        for (Switch each : Switch.values()) {
            boolean flag = each.kind() == Switch.Kind.FLAG;
            OptionSpec.Builder option =
                    OptionSpec.builder("--" + each.wireName())
                            .description(each.description())
                            .arity(flag ? "0" : "1")
                            .type(flag ? boolean.class : String.class)
                            .paramLabel(each.kind().name())
                            .setter(new OneSwitch(of.asked, each.wireName()));
            command.addOption(option.build());
        }
    }

    /// Keeps what picocli has read, to be checked with the rest.
    private record OneSwitch(Map<String, String> asked, String name) implements ISetter {
        @Override
        public <T> @Nullable T set(@Nullable T value) {
            if (value != null) {
                asked.put(name, value.toString());
            }
            return null;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var stop = Stop.onSignal();
        try (var provider = start()) {
            URI uri = provider.uri();
            terminal.out().println("The fake provider answers at " + uri);
            terminal.out()
                    .println(
                            "  authorize "
                                    + uri
                                    + "/authorize, token "
                                    + uri
                                    + "/token, API "
                                    + uri
                                    + "/files, counters "
                                    + uri
                                    + "/_control");
            terminal.out().flush();
            stop.await();
        }
        return 0;
    }

    private FakeProvider start() throws IOException {
        Path key = publicKey;
        var switches = new Switches();
        try {
            asked.forEach(switches::with);
            var settings =
                    new FakeProvider.Settings(
                            host,
                            port,
                            clients.stream().map(Client::parse).toList(),
                            key == null ? Optional.empty() : Optional.of(Files.readString(key)));
            return FakeProvider.start(
                    settings, switches, InstantSource.system(), new SecureRandom());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        } catch (BindException e) {
            throw new CommandFailed("cannot listen at " + host + ":" + port);
        }
    }
}
