package io.grantway.cli;

import io.grantway.boot.Server;
import picocli.CommandLine.Command;

/// Says which version this is, and on which Java it runs.
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.out()
                .println("grantway " + Server.version() + " (Java " + Runtime.version() + ")");
    }
}
