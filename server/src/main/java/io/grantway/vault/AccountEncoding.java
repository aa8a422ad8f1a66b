package io.grantway.vault;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How parts of an account look in a store.
public final class AccountEncoding {
    private AccountEncoding() {}

    /// For a store that seals it.
    public static byte[] encoded(FixedCredential credential) {
        ObjectNode all = Json.object();
        switch (credential) {
            case FixedCredential.OAuth1Token(var token, var shared) -> {
                put(all.put("kind", "oauth1"), "token", token);
                put(all, "shared", shared);
            }
            case FixedCredential.Key(var value) -> put(all.put("kind", "key"), "value", value);
            case FixedCredential.UserPass(var username, var word) ->
                    put(all.put("kind", "basic").put("username", username), "word", word);
        }
        return Json.write(all).getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode all, String name, Secret secret) {
        secret.expose(text -> all.put(name, text));
    }

    /// @param encoded what [#encoded] gave
    public static FixedCredential decode(byte[] encoded) {
        JsonNode all = Json.parse(new String(encoded, StandardCharsets.UTF_8));
        return switch (all.path("kind").asString("")) {
            case "oauth1" ->
                    new FixedCredential.OAuth1Token(secret(all, "token"), secret(all, "shared"));
            case "key" -> new FixedCredential.Key(secret(all, "value"));
            case "basic" ->
                    new FixedCredential.UserPass(
                            all.path("username").asString(""), secret(all, "word"));
            default -> throw new IllegalArgumentException("a newer Grantway wrote this credential");
        };
    }

    private static Secret secret(JsonNode all, String name) {
        return Secret.of(all.path(name).asString(""));
    }

    /// Variables as text.
    public static String text(Map<String, String> variables) {
        ObjectNode all = Json.object();
        new TreeMap<>(variables).forEach(all::put);
        return Json.write(all);
    }

    /// @param text what [#text] gave
    public static Map<String, String> variables(String text) {
        Map<String, String> all = new TreeMap<>();
        Json.parse(text).properties().forEach(it -> all.put(it.getKey(), it.getValue().asString()));
        return all;
    }
}
