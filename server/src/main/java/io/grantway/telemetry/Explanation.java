package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Why a call went as it did, as JSON. Has no secret in it: the record has none, and query and
/// header fields were not kept.
final class Explanation {
    private static final int CLIENT_LEFT = 499;

    private final KeptCall call;
    private final CallRecord record;
    private final List<String> near;

    /// @param near which routes come close, in a sentence each
    Explanation(KeptCall call, List<String> near) {
        this.call = call;
        this.record = call.record();
        this.near = near;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("request_id", call.id());
        json.put("at", Instant.ofEpochMilli(call.beganAtMillis()).toString());
        json.put("outcome", outcome());
        json.put("status", call.status());
        json.put("summary", summary());
        request(json.putObject("request"));
        match(json);
        policies(json.putArray("policies"));
        refusal(json);
        json.put("consumer", record.consumer());
        json.put("application", record.application());
        json.put("authorization_server", record.authorizationServer());
        json.put("operation", record.operation());
        json.put("plan", record.plan());
        upstream(json);
        durations(json.putObject("durations"));
        json.put("bytes_in", call.bytesIn());
        json.put("bytes_out", call.bytesOut());
        return json;
    }

    private String outcome() {
        if (record.reason() != null) {
            return "refused";
        }
        if (call.status() == CLIENT_LEFT) {
            return "client left";
        }
        if (call.status() == 0) {
            return "would pass";
        }
        return record.upstream() == null ? "answered here" : "forwarded";
    }

    private String summary() {
        String why = record.explanation();
        return switch (outcome()) {
            case "refused" ->
                    "Refused with "
                            + call.status()
                            + " ("
                            + record.reason()
                            + (blockedBy() == null ? "" : ", policy " + blockedBy())
                            + ")"
                            + (why == null || why.isEmpty() ? "." : ": " + why + ".");
            case "client left" -> "The client closed the connection before it had an answer.";
            case "forwarded" ->
                    "Forwarded to " + record.upstream() + ", which answered " + call.status() + ".";
            case "would pass" -> "Every policy lets it pass; it would be forwarded.";
            default -> "Answered here with " + call.status() + ".";
        };
    }

    private @Nullable String blockedBy() {
        return record.passed() < record.policies().size()
                ? record.policies().get(record.passed())
                : null;
    }

    private void request(ObjectNode json) {
        json.put("method", call.method());
        json.put("scheme", call.scheme());
        json.put("host", call.host());
        json.put("path", call.path());
        json.put("query", call.hadQuery() ? "not kept" : null);
        json.put("protocol", call.version());
        json.put("client", call.client());
    }

    private void match(ObjectNode json) {
        if (record.route() == null) {
            json.putNull("match");
            ArrayNode routes = json.putArray("near_routes");
            near.forEach(routes::add);
            return;
        }
        ObjectNode match = json.putObject("match");
        match.put("workspace", record.workspace());
        match.put("api", record.api());
        match.put("route", record.route());
    }

    private void policies(ArrayNode json) {
        List<String> names = record.policies();
        for (int i = 0; i < names.size(); i++) {
            ObjectNode policy = json.addObject();
            policy.put("name", names.get(i));
            policy.put("outcome", outcomeOf(i));
            policy.put("waited", record.waited(i));
        }
    }

    private String outcomeOf(int policy) {
        if (policy < record.passed()) {
            return "passed";
        }
        if (policy > record.passed()) {
            return "not reached";
        }
        return record.stopped() ? record.reason() == null ? "answered" : "refused" : "undecided";
    }

    private void refusal(ObjectNode json) {
        String reason = record.reason();
        if (reason == null) {
            json.putNull("refusal");
            return;
        }
        Advice advice = Advice.of(reason);
        ObjectNode refusal = json.putObject("refusal");
        refusal.put("reason", reason);
        refusal.put("explanation", record.explanation());
        ArrayNode settings = refusal.putArray("settings");
        advice.settings().forEach(settings::add);
        refusal.put("would_pass", advice.wouldPass());
    }

    private void upstream(ObjectNode json) {
        if (record.upstream() == null) {
            json.putNull("upstream");
            return;
        }
        ObjectNode upstream = json.putObject("upstream");
        upstream.put("target", record.upstream());
        upstream.put("attempts", record.attempts());
        if (record.upstreamStatus() == 0) {
            upstream.putNull("status");
        } else {
            upstream.put("status", record.upstreamStatus());
        }
    }

    private void durations(ObjectNode json) {
        json.put("total_micros", call.nanos() / 1000);
        if (record.upstream() == null) {
            return;
        }
        long began = call.endedNanos() - call.nanos();
        json.put("before_upstream_micros", Math.max(0, record.sentAt() - began) / 1000);
        if (record.upstreamStatus() != 0) {
            json.put(
                    "upstream_head_micros",
                    Math.max(0, record.answeredAt() - record.sentAt()) / 1000);
            json.put(
                    "response_micros", Math.max(0, call.endedNanos() - record.answeredAt()) / 1000);
        }
    }
}
