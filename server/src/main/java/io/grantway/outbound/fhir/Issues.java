package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirIssue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What an `OperationOutcome` says, within bounds: a server may write anything into it.
final class Issues {
    private static final int MOST = 10;
    private static final int LONGEST = 500;

    private Issues() {}

    /// @param tree of whatever a server answered; none where it is no outcome
    static List<FhirIssue> of(JsonNode tree) {
        if (!tree.path("resourceType").asString("").equals("OperationOutcome")) {
            return List.of();
        }
        List<FhirIssue> issues = new ArrayList<>();
        for (JsonNode issue : tree.path("issue")) {
            if (issues.size() == MOST) {
                break;
            }
            issues.add(
                    new FhirIssue(
                            FhirJson.text(issue, "severity").map(Issues::plain).orElse("error"),
                            FhirJson.text(issue, "code").map(Issues::plain).orElse("unknown"),
                            words(issue),
                            expression(issue)));
        }
        return issues;
    }

    /// In one line.
    static String text(List<FhirIssue> issues) {
        return issues.stream().map(FhirIssue::toString).collect(Collectors.joining("; "));
    }

    /// Severities and codes alone: the rest may be about a patient. What is no code of FHIR's,
    /// which are short words, is left out as well.
    static String codes(List<FhirIssue> issues) {
        return issues.stream()
                .map(issue -> code(issue.severity()) + " " + code(issue.code()))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String code(String text) {
        return text.matches("[a-z-]{1,32}") ? text : "?";
    }

    private static Optional<String> words(JsonNode issue) {
        JsonNode details = issue.path("details");
        return FhirJson.text(issue, "diagnostics")
                .or(() -> FhirJson.text(details, "text"))
                .or(() -> FhirJson.text(details.path("coding").path(0), "display"))
                .map(Issues::plain)
                .filter(words -> !words.isEmpty());
    }

    private static List<String> expression(JsonNode issue) {
        JsonNode places =
                issue.has("expression") ? issue.path("expression") : issue.path("location");
        List<String> names = new ArrayList<>();
        for (JsonNode place : places) {
            if (place.isString() && names.size() < MOST) {
                names.add(plain(place.stringValue()));
            }
        }
        return names;
    }

    /// Without line breaks and control characters, with which a server could forge log lines.
    static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
