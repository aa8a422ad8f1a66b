package io.grantway.admin;

import io.grantway.http.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON Schema (2020-12), as an OpenAPI document has it. Made of small pieces:
/// `Schema.object().with("name", Schema.TEXT).optional("tags", Schema.listOf(Schema.TEXT))`. Never
/// change the tree.
public record Schema(ObjectNode json) {
    public static final Schema TEXT = of("string");
    public static final Schema INTEGER = of("integer");
    public static final Schema BOOLEAN = of("boolean");

    /// An object of which nothing is said.
    public static final Schema ANY_OBJECT = of("object");

    public static final Schema ID = TEXT.and("format", "uuid");

    /// RFC 3339.
    public static final Schema TIME = TEXT.and("format", "date-time");

    /// RFC 9457, with the members that every problem here has.
    public static final Schema PROBLEM =
            object().with("type", TEXT)
                    .with("title", TEXT)
                    .with("status", INTEGER)
                    .with("detail", TEXT)
                    .with("code", TEXT)
                    .with("request_id", TEXT);

    private static Schema of(String type) {
        return new Schema(Json.object().put("type", type));
    }

    /// An object that may have other members too.
    public static Schema object() {
        return ANY_OBJECT;
    }

    public static Schema listOf(Schema item) {
        ObjectNode json = Json.object().put("type", "array");
        json.set("items", item.json());
        return new Schema(json);
    }

    public static Schema oneOf(String... texts) {
        ObjectNode json = Json.object().put("type", "string");
        List.of(texts).forEach(json.putArray("enum")::add);
        return new Schema(json);
    }

    /// A page of a listing: `data` and `next`, the `after` of the next page.
    public static Schema pageOf(Schema item) {
        return object().with("data", listOf(item)).with("next", TEXT.orNull());
    }

    /// This object with one more member, always there.
    public Schema with(String name, Schema member) {
        ObjectNode copy = json.deepCopy();
        copy.withObjectProperty("properties").set(name, member.json());
        ArrayNode required = copy.withArrayProperty("required");
        required.add(name);
        return new Schema(copy);
    }

    /// This object with one more member that may be absent.
    public Schema optional(String name, Schema member) {
        ObjectNode copy = json.deepCopy();
        copy.withObjectProperty("properties").set(name, member.json());
        return new Schema(copy);
    }

    public Schema orNull() {
        ObjectNode copy = json.deepCopy();
        copy.putArray("type").add(json.path("type").asString()).add("null");
        return new Schema(copy);
    }

    /// This schema with one more keyword, such as `format` or `description`.
    public Schema and(String keyword, String value) {
        ObjectNode copy = json.deepCopy();
        copy.put(keyword, value);
        return new Schema(copy);
    }
}
