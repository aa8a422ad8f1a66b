package io.grantway.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/// Where a command prints, and the environment it was called in.
record Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {
    static Terminal ofProcess() {
        return new Terminal(System.out, System.err, System.getenv());
    }

    /// Whether a person looks at it who has nothing against colours (`NO_COLOR`).
    boolean colours() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }
}
