package io.grantway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The plain forms of `grantway start`, read without picocli, whose classes are too old for the
/// cache of classes and take a sixth of a start. Everything else is left to picocli: help, other
/// spellings, and what is wrong.
final class StartArguments {
    private StartArguments() {}

    /// @return empty where picocli must look
    static Optional<StartCommand> read(Terminal terminal, List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("start")) {
            return Optional.empty();
        }
        List<Path> config = new ArrayList<>();
        String data = terminal.environment().getOrDefault("GRANTWAY_DATA", "data");
        Iterator<String> rest = arguments.subList(1, arguments.size()).iterator();
        boolean files = false;
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("--config") && rest.hasNext()) {
                files = true;
                config.add(Path.of(rest.next()));
            } else if (argument.equals("--data") && rest.hasNext()) {
                files = false;
                data = rest.next();
            } else if (files && !argument.startsWith("-")) {
                config.add(Path.of(argument));
            } else {
                return Optional.empty();
            }
        }
        boolean odd = data.startsWith("-") || config.stream().anyMatch(StartArguments::isOption);
        return odd
                ? Optional.empty()
                : Optional.of(new StartCommand(terminal, config, Path.of(data)));
    }

    private static boolean isOption(Path path) {
        return path.toString().startsWith("-");
    }
}
