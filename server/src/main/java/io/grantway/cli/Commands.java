package io.grantway.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Every command by its name, read and explained by picocli.
final class Commands {
    private static final List<String> COMMANDS =
            List.of(
                    "quickstart",
                    "start",
                    "check",
                    "apply",
                    "import",
                    "export",
                    "explain",
                    "doctor",
                    "keys",
                    "service",
                    "provider",
                    "backup",
                    "sample-api",
                    "fake-provider",
                    "schema",
                    "version");

    private Commands() {}

    static int run(Terminal terminal, String... args) {
        var line = new CommandLine(describe(CommandSpec.create()));
        // Reading a command's annotations takes time, so only the one is read that was asked for.
        String asked = args.length == 0 ? "" : args[0];
        for (String name : COMMANDS.contains(asked) ? List.of(asked) : COMMANDS) {
            var command = CommandSpec.forAnnotatedObject(command(name, terminal));
            if (name.equals("import")) {
                add(command, "kong", new ImportKongCommand(terminal));
                add(command, "openapi", new ImportOpenApiCommand(terminal));
            }
            if (name.equals("service")) {
                add(command, "new", new ServiceNewCommand(terminal));
                add(command, "test", new ServiceTestCommand(terminal));
                add(command, "invoke", new ServiceInvokeCommand(terminal));
                add(command, "list", new ServiceListCommand(terminal));
            }
            if (name.equals("fake-provider")) {
                FakeProviderCommand.addSwitches(command);
            }
            if (name.equals("provider")) {
                add(command, "list", new ProviderListCommand(terminal));
                add(command, "show", new ProviderShowCommand(terminal));
            }
            line.addSubcommand(name, command.addOption(help()));
        }
        return line.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setExecutionExceptionHandler((fault, _, _) -> new Failures(terminal).report(fault))
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

    private static void add(CommandSpec to, String name, Object command) {
        to.addSubcommand(name, CommandSpec.forAnnotatedObject(command).addOption(help()));
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
            case "doctor" -> new DoctorCommand(terminal);
            case "explain" -> new ExplainCommand(terminal);
            case "import" -> new ImportCommand();
            case "export" -> new ExportCommand(terminal);
            case "service" -> new ServiceCommand();
            case "provider" -> new ProviderCommand();
            case "keys" -> new KeysCommand(terminal);
            case "backup" -> new BackupCommand(terminal);
            case "schema" -> new SchemaCommand(terminal);
            case "sample-api" -> new SampleApiCommand(terminal);
            case "fake-provider" -> new FakeProviderCommand(terminal);
            case "version" -> new VersionCommand(terminal);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
