package io.grantway.services.call;

import io.grantway.service.CallException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What an error of somebody else's API says, in a line: title and detail of a problem document
/// (RFC 9457), the issues of a FHIR `OperationOutcome`, an error of OAuth, or how the text begins.
final class Problems {
    static final int LONGEST = 500;

    private Problems() {}

    static CallException exception(String connection, ReceivedAnswer answer) {
        return new CallException(
                connection,
                answer.status(),
                text(answer),
                answer.requestId(),
                answer.beginning(),
                answer.header("Retry-After").flatMap(Problems::seconds).orElse(null));
    }

    private static Optional<Duration> seconds(String text) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String text(ReceivedAnswer answer) {
        String type = answer.header("Content-Type").orElse("");
        // Some send JSON without a word about it.
        if (type.contains("json") || answer.beginning().startsWith("{")) {
            try {
                Optional<String> said = said(((JsonTree) answer.tree()).node());
                if (said.isPresent()) {
                    return shortened(said.get());
                }
            } catch (CallException | JacksonException _) {
                // Says that it is JSON, and is not.
            }
        }
        String text = answer.beginning().strip().replaceAll("\\s+", " ");
        return text.isEmpty() ? "without a word" : shortened(text);
    }

    private static Optional<String> said(JsonNode json) {
        if (json.path("resourceType").asString("").equals("OperationOutcome")) {
            List<String> issues = new ArrayList<>();
            for (JsonNode issue : json.path("issue")) {
                String words =
                        join(
                                issue.path("details").path("text").asString(""),
                                issue.path("diagnostics").asString(""));
                issues.add(words.isEmpty() ? issue.path("code").asString("") : words);
            }
            return Optional.of(String.join("; ", issues)).filter(text -> !text.isEmpty());
        }
        String problem = join(word(json, "title"), word(json, "detail"));
        String oauth = join(word(json, "error"), word(json, "error_description"));
        return Optional.of(
                        !problem.isEmpty()
                                ? problem
                                : !oauth.isEmpty() ? oauth : word(json, "message"))
                .filter(text -> !text.isEmpty());
    }

    private static String word(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.stringValue() : "";
    }

    private static String join(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + ": " + other;
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
