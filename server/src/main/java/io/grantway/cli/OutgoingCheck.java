package io.grantway.cli;

import io.grantway.boot.Finding;
import io.grantway.boot.Finding.Grade;
import io.grantway.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Has the running server look at one of its connections or security definitions.
final class OutgoingCheck {
    private static final int NOT_FOUND = 404;

    private final AdminApi api;
    private final String workspace;

    OutgoingCheck(AdminApi api, String workspace) {
        this.api = api;
        this.workspace = workspace;
    }

    /// @return empty where there is neither of that name
    Optional<List<Finding>> look(String name) {
        return at("connections/" + encoded(name) + "/ping")
                .or(() -> at("securityDefinitions/" + encoded(name) + "/test"));
    }

    private Optional<List<Finding>> at(String path) {
        String whole = "/api/v1/workspaces/" + encoded(workspace) + "/" + path;
        try {
            AdminApi.Answer answer = api.send("POST", whole, "application/json", "");
            if (answer.status() == NOT_FOUND) {
                return Optional.empty();
            }
            if (!answer.good()) {
                throw new CommandFailed(answer.detail());
            }
            return Optional.of(findings(Json.parse(answer.body())));
        } catch (ConnectException _) {
            throw new CommandFailed("nobody answers at " + api);
        } catch (IOException e) {
            throw new CommandFailed("asking " + api + " failed: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    private static List<Finding> findings(JsonNode json) {
        List<Finding> found = new ArrayList<>();
        for (JsonNode step : json.path("steps")) {
            String text = step.path("text").asString("");
            String verdict = step.path("verdict").asString("");
            Grade grade =
                    switch (verdict) {
                        case "failed" -> Grade.BAD;
                        case "warn" -> Grade.WARN;
                        default -> Grade.OK;
                    };
            String name = step.path("of").asString("") + " " + step.path("step").asString("");
            String what =
                    verdict.equals("skipped")
                            ? "left out: " + text
                            : text + " (" + step.path("millis").asLong() + " ms)";
            found.add(new Finding(grade, name, what, step.path("advice").asString("")));
        }
        return found;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
