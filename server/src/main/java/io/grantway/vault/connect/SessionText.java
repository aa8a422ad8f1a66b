package io.grantway.vault.connect;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.ConnectSessionStore.Row;
import io.grantway.vault.connect.Attempt.Device;
import io.grantway.vault.oauth1.ThreeLegged.Temporary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A session as the store keeps it: JSON, which the store seals.
final class SessionText {
    private SessionText() {}

    static Secret of(ConnectSession session) {
        ObjectNode json = Json.object();
        put(json.putObject("asked"), session.asked());
        session.browser().ifPresent(hash -> json.put("browser", text(hash)));
        session.attempt().ifPresent(attempt -> put(json.putObject("attempt"), attempt));
        session.outcome().ifPresent(outcome -> put(json.putObject("outcome"), outcome));
        return Secret.of(Json.write(json));
    }

    static ConnectSession read(Row row) {
        JsonNode json = row.body().expose(Json::parse);
        return new ConnectSession(
                row.id(),
                row.link(),
                asked(json.path("asked")),
                row.expires(),
                text(json, "browser").map(SessionText::hash),
                part(json, "attempt").map(SessionText::attempt),
                part(json, "outcome").map(SessionText::outcome),
                row.version());
    }

    private static void put(ObjectNode json, Asked asked) {
        json.put("workspace", asked.workspace())
                .put("app", asked.app())
                .put("user", asked.user())
                .put("returnUrl", asked.returnUrl())
                .put("reconnect", asked.reconnect());
        asked.providers().forEach(json.putArray("providers")::add);
        asked.origin().ifPresent(origin -> json.put("origin", origin));
        asked.locale().ifPresent(locale -> json.put("locale", locale));
        asked.variables().forEach(json.putObject("variables")::put);
    }

    private static Asked asked(JsonNode json) {
        return new Asked(
                required(json, "workspace"),
                required(json, "app"),
                required(json, "user"),
                list(json.path("providers")),
                required(json, "returnUrl"),
                text(json, "origin"),
                text(json, "locale"),
                map(json.path("variables")),
                json.path("reconnect").asBoolean(false));
    }

    private static void put(ObjectNode json, Attempt attempt) {
        json.put("state", text(attempt.state()))
                .put("provider", attempt.provider())
                .put("began", attempt.began().toEpochMilli());
        attempt.redeeming().ifPresent(at -> json.put("redeeming", at.toEpochMilli()));
        attempt.variables().forEach(json.putObject("variables")::put);
        attempt.verifier().ifPresent(verifier -> put(json, "verifier", verifier));
        attempt.temporary()
                .ifPresent(temporary -> {
                    json.put("token", temporary.token());
                    put(json, "shared", temporary.shared());
                });
        attempt.device().ifPresent(device -> put(json.putObject("device"), device));
    }

    private static Attempt attempt(JsonNode json) {
        return new Attempt(
                hash(required(json, "state")),
                required(json, "provider"),
                time(json, "began"),
                json.has("redeeming") ? Optional.of(time(json, "redeeming")) : Optional.empty(),
                map(json.path("variables")),
                text(json, "verifier").map(Secret::of),
                text(json, "token")
                        .map(token -> new Temporary(token, Secret.of(required(json, "shared")))),
                part(json, "device").map(SessionText::device));
    }

    private static void put(ObjectNode json, Device device) {
        put(json, "code", device.code());
        json.put("userCode", device.userCode())
                .put("address", device.address())
                .put("interval", device.interval().toSeconds())
                .put("next", device.next().toEpochMilli())
                .put("ends", device.ends().toEpochMilli());
        device.complete().ifPresent(complete -> json.put("complete", complete));
    }

    private static Device device(JsonNode json) {
        return new Device(
                Secret.of(required(json, "code")),
                required(json, "userCode"),
                required(json, "address"),
                text(json, "complete"),
                Duration.ofSeconds(json.path("interval").asLong(5)),
                time(json, "next"),
                time(json, "ends"));
    }

    private static void put(ObjectNode json, Outcome outcome) {
        json.put("state", text(outcome.state())).put("provider", outcome.provider());
        outcome.label().ifPresent(label -> json.put("label", label));
        outcome.missing().forEach(json.putArray("missing")::add);
        outcome.failure().ifPresent(failure -> put(json.putObject("failure"), failure));
    }

    private static Outcome outcome(JsonNode json) {
        return new Outcome(
                hash(required(json, "state")),
                required(json, "provider"),
                part(json, "failure").map(SessionText::failure),
                text(json, "label"),
                list(json.path("missing")));
    }

    private static void put(ObjectNode json, Failure failure) {
        json.put("kind", failure.kind()).put("status", failure.status());
        failure.arguments().forEach(json.putArray("arguments")::add);
        failure.detail().ifPresent(detail -> json.put("detail", detail));
    }

    private static Failure failure(JsonNode json) {
        return new Failure(
                required(json, "kind"),
                json.path("status").asInt(500),
                list(json.path("arguments")),
                text(json, "detail"));
    }

    private static void put(ObjectNode json, String name, Secret secret) {
        secret.expose(value -> json.put(name, value));
    }

    private static Optional<JsonNode> part(JsonNode json, String name) {
        return json.path(name).isObject() ? Optional.of(json.path(name)) : Optional.empty();
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.path(name).isString()
                ? Optional.of(json.path(name).asString())
                : Optional.empty();
    }

    private static String required(JsonNode json, String name) {
        return text(json, name)
                .orElseThrow(() -> new IllegalStateException("a session without " + name));
    }

    private static Instant time(JsonNode json, String name) {
        return Instant.ofEpochMilli(json.path(name).asLong(0));
    }

    private static List<String> list(JsonNode json) {
        List<String> all = new ArrayList<>();
        json.forEach(each -> all.add(each.asString()));
        return all;
    }

    private static Map<String, String> map(JsonNode json) {
        Map<String, String> all = new LinkedHashMap<>();
        json.properties().forEach(each -> all.put(each.getKey(), each.getValue().asString()));
        return all;
    }

    private static String text(TokenHash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }

    private static TokenHash hash(String text) {
        return TokenHash.of(HexFormat.of().parseHex(text));
    }
}
