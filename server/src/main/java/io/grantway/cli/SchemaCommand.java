package io.grantway.cli;

import io.grantway.boot.ConfigurationFiles;
import io.grantway.boot.KnownProviders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Describes what may stand in a configuration.
@Command(name = "schema", description = "Print the JSON schema of the configuration, for editors.")
final class SchemaCommand implements Runnable {
    private final Terminal terminal;

    @Option(names = "--reference", description = "Print the reference page instead, in Markdown.")
    private boolean reference;

    @Option(names = "--provider", description = "Print the schema of a provider's file instead.")
    private boolean provider;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        String text =
                reference
                        ? ConfigurationFiles.reference()
                        : provider ? KnownProviders.schema() : ConfigurationFiles.schema();
        terminal.out().print(text.endsWith("\n") ? text : text + "\n");
        terminal.out().flush();
    }
}
