package io.grantway.cli;

import io.grantway.boot.ConfigurationFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Reads a configuration as a start would, and says everything that is wrong in it.
@Command(
        name = "check",
        description = "Check a configuration without starting: every mistake, with file and line.")
final class CheckCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Configuration files, and directories of them; they add up.")
    private List<Path> files = List.of();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        String summary = ConfigurationFiles.check(files, terminal.environment());
        terminal.out().println("good: " + summary);
    }
}
