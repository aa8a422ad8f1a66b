package io.grantway.kong;

import io.grantway.http.Json;
import io.grantway.http.Response;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A refusal of the `oauth2_tokens` resource, in the shapes of Kong's admin API.
final class TokenRefusal extends RuntimeException {
    private final int status;
    private final transient ObjectNode body;

    private TokenRefusal(int status, ObjectNode body) {
        super(body.path("message").asString(""), null, false, false);
        this.status = status;
        this.body = body;
    }

    static TokenRefusal plain(int status, String message) {
        return new TokenRefusal(status, Json.object().put("message", message));
    }

    /// @param fields what is wrong with each, in words; an object for a field of fields
    static TokenRefusal schema(ObjectNode fields) {
        List<String> texts = new ArrayList<>();
        fields.properties()
                .forEach(field ->
                        texts.add(
                                field.getKey()
                                        + (field.getValue().isObject()
                                                ? ".id: " + field.getValue().path("id").asString("")
                                                : ": " + field.getValue().asString(""))));
        String count = texts.size() == 1 ? "schema violation" : texts.size() + " schema violations";
        return coded(
                400, 2, "schema violation", count + " (" + String.join("; ", texts) + ")", fields);
    }

    static TokenRefusal dangling(String field, String id, String table) {
        ObjectNode fields = Json.object();
        fields.putObject(field).put("id", id);
        return coded(
                400,
                4,
                "foreign key violation",
                "the foreign key '{id=\""
                        + id
                        + "\"}' does not reference an existing '"
                        + table
                        + "' entity.",
                fields);
    }

    /// @param value what can be shown of it: a token's fingerprint, not the token
    static TokenRefusal taken(String field, String value) {
        return coded(
                409,
                5,
                "unique constraint violation",
                "UNIQUE violation detected on '{" + field + "=\"" + value + "\"}'",
                Json.object().put(field, value));
    }

    private static TokenRefusal coded(
            int status, int code, String name, String message, ObjectNode fields) {
        ObjectNode body = Json.object();
        body.put("message", message).put("name", name).put("code", code).set("fields", fields);
        return new TokenRefusal(status, body);
    }

    Response response() {
        return Response.json(status, Json.write(body));
    }
}
