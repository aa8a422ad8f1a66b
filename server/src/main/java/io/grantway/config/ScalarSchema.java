package io.grantway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON schemas and JSON values of single values. Every one may be a `${…}` reference instead.
final class ScalarSchema {
    private static final String OR_REFERENCE = "|\\$\\{";
    private static final Map<Class<?>, String> NAMES =
            Map.ofEntries(
                    Map.entry(String.class, "text"),
                    Map.entry(Secret.class, "secret"),
                    Map.entry(boolean.class, "switch"),
                    Map.entry(Boolean.class, "switch"),
                    Map.entry(int.class, "integer"),
                    Map.entry(Integer.class, "integer"),
                    Map.entry(long.class, "long"),
                    Map.entry(Long.class, "long"),
                    Map.entry(double.class, "decimal"),
                    Map.entry(Double.class, "decimal"),
                    Map.entry(Duration.class, "duration"),
                    Map.entry(Instant.class, "instant"),
                    Map.entry(ByteSize.class, "size"),
                    Map.entry(URI.class, "uri"),
                    Map.entry(Path.class, "path"));

    private ScalarSchema() {}

    /// The name of a type's definition.
    static String name(Class<?> type) {
        return NAMES.getOrDefault(type, type.getSimpleName());
    }

    static ObjectNode of(Class<?> type, JsonMapper mapper) {
        ObjectNode schema = mapper.createObjectNode();
        switch (name(type)) {
            case "text" -> anyScalar(schema);
            case "secret" -> anyScalar(schema).put("writeOnly", true);
            case "path" -> anyScalar(schema).put("minLength", 1);
            case "uri" ->
                    schema.put("type", "string")
                            .put("pattern", "^[A-Za-z][A-Za-z0-9+.-]*:" + OR_REFERENCE);
            case "switch" -> quotable(schema, "boolean", "^(true|false)$");
            case "integer" ->
                    quotable(schema, "integer", "^[-+]?[0-9]+$")
                            .put("minimum", Integer.MIN_VALUE)
                            .put("maximum", Integer.MAX_VALUE);
            case "long" -> quotable(schema, "integer", "^[-+]?[0-9]+$");
            case "decimal" ->
                    quotable(schema, "number", "^[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$");
            case "duration" -> text(schema, Scalars.DURATION.pattern());
            case "instant" -> text(schema, Scalars.INSTANT.pattern());
            case "size" -> {
                quotable(schema, "integer", "^" + Scalars.SIZE.pattern() + "$").put("minimum", 0);
            }
            default -> constants(type, schema);
        }
        return schema;
    }

    /// A default as JSON.
    static JsonNode value(Node node, Kind kind, JsonMapper mapper) {
        return switch (node) {
            case Node.Items(_, var items) -> {
                ArrayNode array = mapper.createArrayNode();
                Kind item = kind instanceof Kind.ListOf(var of) ? of : kind;
                items.forEach(each -> array.add(value(each, item, mapper)));
                yield array;
            }
            case Node.Table(_, var entries) -> {
                ObjectNode object = mapper.createObjectNode();
                entries.forEach((k, entry) -> object.set(k, value(entry.value(), kind, mapper)));
                yield object;
            }
            case Node.Scalar scalar -> {
                boolean text = kind instanceof Kind.Single(var type) && type == String.class;
                boolean literal = scalar.text().matches("true|false|-?(0|[1-9][0-9]*)");
                yield literal && !text
                        ? mapper.readTree(scalar.text())
                        : mapper.getNodeFactory().stringNode(scalar.text());
            }
        };
    }

    private static void constants(Class<?> type, ObjectNode schema) {
        ArrayNode any = schema.putArray("anyOf");
        ArrayNode constants = any.addObject().putArray("enum");
        Scalars.names(type).forEach(constants::add);
        any.addObject().put("type", "string").put("pattern", "\\$\\{");
    }

    private static ObjectNode anyScalar(ObjectNode schema) {
        schema.putArray("type").add("string").add("number").add("boolean");
        return schema;
    }

    /// A JSON type that may be written as a text of the same form too; `pattern` says nothing of
    /// what is no text, and `minimum` nothing of what is no number.
    private static ObjectNode quotable(ObjectNode schema, String type, String pattern) {
        schema.putArray("type").add(type).add("string");
        return schema.put("pattern", pattern + OR_REFERENCE);
    }

    private static void text(ObjectNode schema, String pattern) {
        schema.put("type", "string").put("pattern", "^" + pattern + "$" + OR_REFERENCE);
    }
}
