package io.grantway.kong.resource;

import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.ChangeRefused.Reason;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import io.grantway.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A refusal in the shape of Kong's admin API: a message, and where an entity is at fault its code,
/// name and fields too.
final class Refused extends RuntimeException {
    private final int status;
    private final transient ObjectNode body;

    private Refused(int status, ObjectNode body) {
        super(body.path("message").asString(), null, false, false);
        this.status = status;
        this.body = body;
    }

    static Refused plain(int status, String message) {
        return new Refused(status, Json.object().put("message", message));
    }

    static Refused notFound() {
        return plain(404, "Not found");
    }

    private static Refused coded(
            int status, int code, String name, String message, ObjectNode fields) {
        ObjectNode body = Json.object();
        body.put("message", message).put("name", name).put("code", code);
        if (!fields.isEmpty()) {
            body.set("fields", fields);
        }
        return new Refused(status, body);
    }

    /// @param fields what is wrong, by field
    static Refused schema(ObjectNode fields) {
        List<String> texts = texts(fields);
        String all = String.join("; ", texts);
        String message =
                texts.size() == 1
                        ? "schema violation (" + all + ")"
                        : texts.size() + " schema violations (" + all + ")";
        return coded(400, 2, "schema violation", message, fields);
    }

    static Refused schema(String field, String text) {
        return schema(Json.object().put(field, text));
    }

    static Refused taken(ObjectNode key) {
        String message = "UNIQUE violation detected on '" + table(key) + "'";
        return coded(409, 5, "unique constraint violation", message, key);
    }

    static Refused noOwner(String field, JsonNode reference, String table) {
        String message =
                "the foreign key '"
                        + table(reference)
                        + "' does not reference an existing '"
                        + table
                        + "' entity.";
        ObjectNode fields = Json.object();
        fields.set(field, reference);
        return coded(400, 4, "foreign key violation", message, fields);
    }

    static Refused size(String message) {
        return coded(400, 9, "invalid size", message, Json.object());
    }

    static Refused offset(String offset) {
        String message = "'" + offset + "' is not a valid offset: bad base64 encoding";
        return coded(400, 7, "invalid offset", message, Json.object());
    }

    static Refused option(String name, String text) {
        String message = "invalid option (" + name + ": " + text + ")";
        return coded(400, 11, "invalid options", message, Json.object());
    }

    static Refused of(ChangeRefused refused) {
        return switch (refused.reason()) {
            // The value of a key is a secret.
            case Reason.Taken(var kind, var setting, var value) ->
                    taken(
                            Json.object()
                                    .put(
                                            Names.kong(setting),
                                            kind == EntityKind.KEY ? "hidden" : value));
            case Reason.Declared(var entity, var place) ->
                    coded(
                            409,
                            12,
                            "declared in the configuration",
                            entity.kind()
                                    + " "
                                    + entity.id()
                                    + " is declared in "
                                    + place
                                    + ": change it there",
                            Json.object());
            case Reason.NoOwner(var kind) ->
                    schema(kind.name().toLowerCase(Locale.ROOT), "does not exist");
            case Reason.Unfit(_, var mistakes) -> {
                ObjectNode fields = Json.object();
                mistakes.forEach(mistake -> Schema.broken(fields, mistake));
                yield schema(fields);
            }
        };
    }

    /// Whether the entity itself is wrong, so that the fields say where.
    boolean isSchema() {
        return body.path("code").asInt() == 2;
    }

    Response response() {
        return Response.json(status, Json.write(body));
    }

    ObjectNode fields() {
        return body.path("fields") instanceof ObjectNode fields ? fields : Json.object();
    }

    /// Kong's order: what belongs to no field, then by name; a list's items count from 1.
    private static List<String> texts(ObjectNode fields) {
        List<String> texts = new ArrayList<>();
        StreamSupport.stream(fields.path("@entity").spliterator(), false)
                .map(JsonNode::asString)
                .forEach(texts::add);
        for (String name : new TreeSet<>(fields.propertyNames())) {
            JsonNode fault = fields.get(name);
            if (name.equals("@entity")) {
                continue;
            }
            if (!fault.isContainer()) {
                texts.add(name + ": " + fault.asString());
                continue;
            }
            parts(fault)
                    .forEach((part, text) -> {
                        if (!text.isNull()) {
                            texts.add(name + "." + part + ": " + plain(text));
                        }
                    });
        }
        return texts;
    }

    private static Map<String, JsonNode> parts(JsonNode fault) {
        Map<String, JsonNode> parts = new TreeMap<>();
        if (fault.isArray()) {
            for (int i = 0; i < fault.size(); i++) {
                parts.put(Integer.toString(i + 1), fault.get(i));
            }
        } else {
            fault.propertyStream().forEach(part -> parts.put(part.getKey(), part.getValue()));
        }
        return parts;
    }

    private static String plain(JsonNode text) {
        return text.isContainer() ? table(text) : text.asString();
    }

    /// As Lua writes a table: `{name="x"}`.
    private static String table(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream()
                    .map(Refused::table)
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (!node.isObject()) {
            return node.isString() ? "\"" + node.asString() + "\"" : node.asString("null");
        }
        return new TreeSet<>(node.propertyNames())
                .stream()
                        .map(name -> name + "=" + table(node.get(name)))
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
