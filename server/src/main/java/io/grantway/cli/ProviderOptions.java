package io.grantway.cli;

import io.grantway.boot.KnownProviders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// Where providers are looked for.
final class ProviderOptions {
    private final Map<String, String> environment;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Those of this configuration and its providers directory, too.")
    private List<Path> config = List.of();

    ProviderOptions(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    KnownProviders known() {
        return config.isEmpty() ? KnownProviders.builtIn() : KnownProviders.of(config, environment);
    }
}
