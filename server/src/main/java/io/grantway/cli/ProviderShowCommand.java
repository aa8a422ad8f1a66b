package io.grantway.cli;

import io.grantway.boot.KnownProviders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows everything that is known of a provider, as a file that can be changed and used.
@Command(
        name = "show",
        description = {
            "Show everything that is known of a provider, also what is not certain, and the",
            "redirect URI to register there. What is printed is a file for the providers directory."
        })
final class ProviderShowCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAME",
            description = "Of a template, or, with --config, of an entry of `providers`.")
    private String name = "";

    @Mixin private final ProviderOptions options;

    ProviderShowCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ProviderOptions(terminal.environment());
    }

    @Override
    public void run() {
        KnownProviders known = options.known();
        String text =
                known.show(name)
                        .orElseThrow(() ->
                                new CommandFailed(
                                        "there is no provider \""
                                                + name
                                                + '"'
                                                + known.nearest(name)
                                                        .map(it -> "; did you mean \"" + it + "\"?")
                                                        .orElse(
                                                                "; `grantway provider list` names"
                                                                        + " all")));
        terminal.out().print(text);
        terminal.out().flush();
    }
}
