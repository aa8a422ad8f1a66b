package io.grantway.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The program. Ends with 0, with 2 for a wrong configuration or command line, with 1 for what went
/// wrong otherwise.
public final class Main {
    private static final List<String> COMMANDS =
            List.of(
                    "quickstart",
                    "start",
                    "check",
                    "apply",
                    "backup",
                    "sample-api",
                    "schema",
                    "version");

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    static int run(Terminal terminal, String... args) {
        var line = new CommandLine(describe(CommandSpec.create()));
        // Reading a command's annotations takes time at every start, so only the one is read that
        // was asked for.
        String asked = args.length == 0 ? "" : args[0];
        for (String name : COMMANDS.contains(asked) ? List.of(asked) : COMMANDS) {
            var command = CommandSpec.forAnnotatedObject(command(name, terminal));
            line.addSubcommand(name, command.addOption(help()));
        }
        return line.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setExecutionExceptionHandler(new Failures(terminal))
                .execute(args);
    }

    private static CommandSpec describe(CommandSpec root) {
        root.name("grantway").addOption(help());
        root.usageMessage()
                .synopsisSubcommandLabel("COMMAND")
                .description("One OAuth control point for APIs.")
                .footer("", "grantway COMMAND --help says more.");
        return root;
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this.")
                .build();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static Object command(String name, Terminal terminal) {
        return switch (name) {
            case "quickstart" -> new QuickstartCommand(terminal);
            case "start" -> new StartCommand(terminal);
            case "check" -> new CheckCommand(terminal);
            case "apply" -> new ApplyCommand(terminal);
            case "backup" -> new BackupCommand(terminal);
            case "schema" -> new SchemaCommand(terminal);
            case "sample-api" -> new SampleApiCommand(terminal);
            case "version" -> new VersionCommand(terminal);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
