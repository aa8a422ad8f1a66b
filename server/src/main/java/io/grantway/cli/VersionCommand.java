package io.grantway.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

/// Says which version this is, and on which Java it runs.
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The distribution's version, from the jar.
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public void run() {
        terminal.out().println("grantway " + version() + " (Java " + Runtime.version() + ")");
    }
}
