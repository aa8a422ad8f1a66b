package io.grantway.cli;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.boot.StartRefused;
import io.grantway.config.ConfigRejected;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// Says why a command failed: in a sentence where it is the user's to mend, with the stack trace
/// where it is a fault of the program.
final class Failures {
    static final int FAILED = 1;
    static final int REJECTED = 2;

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    /// @return the exit code
    int report(Exception fault) {
        if (fault instanceof ConfigRejected rejected) {
            terminal.err().print(rejected.report());
            terminal.err().flush();
            return REJECTED;
        }
        switch (fault) {
            case CommandFailed e -> say(e.getMessage());
            case StartRefused e -> say(e.getMessage());
            case StoreUnavailable e -> say(e.getMessage());
            case NoSuchFileException e -> say("there is no " + e.getMessage());
            case IOException e -> say(e.getMessage());
            default -> fault.printStackTrace(terminal.err());
        }
        return FAILED;
    }

    private void say(@Nullable String message) {
        terminal.err().println("grantway: " + message);
    }
}
