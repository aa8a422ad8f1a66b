package io.grantway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Scripts for wrk, for load that is not one request over and over.
final class WrkScript {
    private WrkScript() {}

    /// Sends a contender's tokens in turn.
    static Path inTurn(Path work, Contender contender) {
        Path tokens = work.resolve(contender.port() + "-tokens.txt");
        write(tokens, String.join("\n", contender.tokens()) + "\n");
        return write(
                work.resolve(contender.port() + "-tokens.lua"),
                """
                local requests, next = {}, 0
                init = function()
                    for token in io.lines("%s") do
                        requests[#requests + 1] = wrk.format("GET", nil, {["Host"] = "127.0.0.1", ["Authorization"] = "Bearer " .. token})
                    end
                end
                request = function()
                    next = next %% #requests + 1
                    return requests[next]
                end
                """
                        .formatted(tokens));
    }

    /// Posts a form.
    static Path post(Path file, String form, String... fields) {
        StringBuilder script = new StringBuilder("wrk.method = \"POST\"\n");
        script.append("wrk.body = \"").append(form).append("\"\n");
        script.append("wrk.headers[\"Content-Type\"] = \"application/x-www-form-urlencoded\"\n");
        for (int i = 0; i < fields.length; i += 2) {
            script.append("wrk.headers[\"%s\"] = \"%s\"\n".formatted(fields[i], fields[i + 1]));
        }
        return write(file, script.toString());
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
