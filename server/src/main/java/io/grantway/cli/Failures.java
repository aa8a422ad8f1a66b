package io.grantway.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Says why a command failed: in a sentence where it is the user's to mend, with the stack trace
/// where it is a fault of the program.
final class Failures implements IExecutionExceptionHandler {
    static final int FAILED = 1;

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine line, ParseResult parsed) {
        switch (fault) {
            case CommandFailed e -> terminal.err().println("grantway: " + e.getMessage());
            case IOException e -> terminal.err().println("grantway: " + e.getMessage());
            default -> fault.printStackTrace(terminal.err());
        }
        return FAILED;
    }
}
