package io.grantway.cli;

import io.grantway.config.ConfigYaml;
import io.grantway.config.Mistake;
import io.grantway.config.Note;
import io.grantway.openapi.ImportedApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes the API that an OpenAPI document describes as a configuration file would say it.
@Command(
        name = "openapi",
        description =
                "Write an API with routes and operations from an OpenAPI document (3.0, 3.1, or"
                        + " Swagger 2.0). Asks no server; what cannot be said is listed.")
final class ImportOpenApiCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "YAML or JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--api",
            paramLabel = "NAME",
            description = "The API's name; made from the document's title where absent.")
    private @Nullable String api;

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = "Where the API really is; the document's first server where absent.")
    private @Nullable URI upstream;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write there, and not to the standard output.")
    private @Nullable Path output;

    ImportOpenApiCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ImportedApi imported =
                ImportedApi.of(
                        file.toString(),
                        Files.readString(file),
                        Optional.ofNullable(api),
                        Optional.ofNullable(upstream));
        for (Note note : imported.notes()) {
            terminal.err().println(note);
        }
        if (!imported.mistakes().isEmpty()) {
            for (Mistake mistake : imported.mistakes()) {
                terminal.err().println(mistake);
            }
            return Failures.REJECTED;
        }
        String text = yaml(imported);
        if (output == null) {
            terminal.out().print(text);
            terminal.out().flush();
        } else {
            Files.writeString(output, text);
        }
        return 0;
    }

    private String yaml(ImportedApi imported) {
        return "# From "
                + String.valueOf(file.getFileName()).replaceAll("\\p{Cntrl}", "?")
                + ". It is open to everybody until it has a policy that asks for a token:\n"
                + "# requireToken, or oauth2.\n"
                + ConfigYaml.write(imported.file());
    }
}
