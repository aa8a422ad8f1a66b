package io.grantway.cli;

import io.grantway.boot.KnownProviders.Line;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists the providers that something is known of.
@Command(
        name = "list",
        description = "List providers: name, title, protocol, status, and how well it is known.")
final class ProviderListCommand implements Runnable {
    private final Terminal terminal;

    @Mixin private final ProviderOptions options;

    ProviderListCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ProviderOptions(terminal.environment());
    }

    @Override
    public void run() {
        List<Line> lines = options.known().lines();
        int id = lines.stream().mapToInt(line -> line.id().length()).max().orElse(1);
        int title = lines.stream().mapToInt(line -> line.title().length()).max().orElse(1);
        String format = "%-" + id + "s  %-" + title + "s  %-6s  %-8s  %s";
        for (Line line : lines) {
            terminal.out()
                    .println(
                            String.format(
                                    Locale.ROOT,
                                    format,
                                    line.id(),
                                    line.title(),
                                    line.protocol(),
                                    line.status(),
                                    line.confidence()));
        }
    }
}
