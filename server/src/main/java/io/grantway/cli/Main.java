package io.grantway.cli;

import java.util.List;
import java.util.Optional;

/// The program. Ends with 0, with 2 for a wrong configuration or command line, with 1 for what went
/// wrong otherwise.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    static int run(Terminal terminal, String... args) {
        Optional<StartCommand> start = StartArguments.read(terminal, List.of(args));
        return start.isPresent() ? start.get().run() : Commands.run(terminal, args);
    }
}
