package io.grantway.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// An explanation from the admin API, as lines for a person to read.
final class ExplainedCall {
    private final JsonNode json;
    private final StringBuilder out = new StringBuilder();

    ExplainedCall(JsonNode json) {
        this.json = json;
    }

    String text() {
        out.append(text("summary")).append("\n\n");
        JsonNode request = json.path("request");
        line(
                "request",
                text(request, "method")
                        + " "
                        + text(request, "scheme")
                        + "://"
                        + text(request, "host")
                        + text(request, "path")
                        + ("".equals(text(request, "query")) ? "" : "?…"));
        line("at", text("at") + " from " + text(request, "client"));
        line("route", route());
        json.path("near_routes").forEach(near -> line("  near", near.asString()));
        json.path("policies").forEach(policy -> line("policy", policy(policy)));
        refusal(json.path("refusal"));
        line("consumer", text("consumer"));
        line("application", text("application"));
        line("token of", text("authorization_server"));
        line("operation", text("operation"));
        line("plan", text("plan"));
        line("token of", text("authorization_server"));
        line("operation", text("operation"));
        line("plan", text("plan"));
        line("upstream", upstream(json.path("upstream")));
        line("took", durations(json.path("durations")));
        return out.toString().stripTrailing();
    }

    private String route() {
        JsonNode match = json.path("match");
        return match.isObject()
                ? text(match, "route")
                        + " of the API "
                        + text(match, "api")
                        + " in the workspace "
                        + text(match, "workspace")
                : "none";
    }

    private static String policy(JsonNode policy) {
        return text(policy, "name")
                + ": "
                + text(policy, "outcome")
                + (policy.path("waited").asBoolean(false) ? ", after waiting" : "");
    }

    private void refusal(JsonNode refusal) {
        if (!refusal.isObject()) {
            return;
        }
        line("refused", text(refusal, "reason"));
        line("because", text(refusal, "explanation"));
        line(
                "settings",
                refusal.path("settings")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(", ")));
        line("would pass", text(refusal, "would_pass"));
    }

    private static String upstream(JsonNode upstream) {
        if (!upstream.isObject()) {
            return "";
        }
        int attempts = upstream.path("attempts").asInt(1);
        return text(upstream, "target")
                + (upstream.path("status").isNumber()
                        ? " answered " + upstream.path("status").asInt()
                        : " gave no answer")
                + (attempts > 1 ? ", at attempt " + attempts : "");
    }

    private static String durations(JsonNode durations) {
        String total = millis(durations, "total_micros");
        return durations.has("upstream_head_micros")
                ? total
                        + ": "
                        + millis(durations, "before_upstream_micros")
                        + " here, "
                        + millis(durations, "upstream_head_micros")
                        + " until the upstream answered, "
                        + millis(durations, "response_micros")
                        + " for the response"
                : total;
    }

    private static String millis(JsonNode durations, String name) {
        return String.format(Locale.ROOT, "%.1f ms", durations.path(name).asLong(0) / 1000.0);
    }

    private String text(String name) {
        return text(json, name);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            out.append(String.format(Locale.ROOT, "%-12s %s%n", name, value));
        }
    }
}
