package io.grantway.cli;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a service is to be called with.
final class ServiceInput {
    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "A value of the input; several times for several.")
    private List<String> values = new ArrayList<>();

    @Option(
            names = "--body",
            paramLabel = "FILE",
            description = "A file with the input as a JSON object.")
    private @Nullable Path body;

    ObjectNode read() throws IOException {
        ObjectNode all = body == null ? Json.object() : object(body);
        for (String pair : values) {
            int sign = pair.indexOf('=');
            if (sign < 1) {
                throw new CommandFailed("--input " + pair + ": say it as NAME=VALUE");
            }
            all.put(pair.substring(0, sign), pair.substring(sign + 1));
        }
        return all;
    }

    private static ObjectNode object(Path file) throws IOException {
        try {
            JsonNode json = Json.parse(Files.readString(file));
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (Problem e) {
            throw new CommandFailed(file + ": " + e.detail());
        }
        throw new CommandFailed(file + ": is no JSON object");
    }
}
