package io.grantway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes the beginning of a service.
@Command(name = "new", description = "Write the beginning of a service, NAME.java.")
final class ServiceNewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The service's name, such as GetPlan.")
    private String name = "";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "services",
            description = "The services directory: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("services");

    ServiceNewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!SourceVersion.isName(name) || name.contains(".")) {
            throw new CommandFailed(
                    "\"" + name + "\" cannot be the name of a Java class; say one such as GetPlan");
        }
        Path file = directory.resolve(name + ".java");
        if (Files.exists(file)) {
            throw new CommandFailed("there is already " + file);
        }
        Files.createDirectories(directory);
        Files.writeString(file, source(name));
        terminal.out().println("wrote " + file);
        terminal.out().println("try it: grantway service test " + file + " --input name=Ann");
        return 0;
    }

    private static String source(String name) {
        return """
        import io.grantway.service.Call;
        import io.grantway.service.Service;
        import java.util.Map;

        /// Says what this service is for.
        public class NAME implements Service {
            @Override
            public Object handle(Call call) {
                // call.rest("Name of a connection").get(Map.of("id", call.input("id")))
                return Map.of("hello", call.input("name"));
            }
        }
        """
                .replace("NAME", name);
    }
}
