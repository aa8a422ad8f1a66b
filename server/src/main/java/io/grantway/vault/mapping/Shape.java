package io.grantway.vault.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What an interface answers, whoever the provider is: each name is there always, and is null where
/// the provider says nothing.
sealed interface Shape {
    JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// A value made to fit: names that are absent are null, lists that are absent empty, names that
    /// the shape does not have left out, and one thing where a list is wanted is a list of it, as
    /// JSONata makes no difference between the two.
    ///
    /// @param value null where there is none
    /// @param path where it stands, such as `photos[2].id`
    /// @throws Mismatch where it does not fit
    JsonNode fitted(@Nullable JsonNode value, String path);

    /// Its JSON schema.
    ObjectNode schema();

    private static boolean isAbsent(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode();
    }

    /// @param required it is an error of the provider where it is absent
    record Single(ValueType type, boolean required) implements Shape {
        @Override
        public JsonNode fitted(@Nullable JsonNode value, String path) {
            if (value == null || isAbsent(value)) {
                if (required) {
                    throw new Mismatch(path, "is not there, and must be");
                }
                return JSON.nullNode();
            }
            if (!type.holds(value)) {
                throw new Mismatch(path, "is " + kind(value) + ", and not " + type.said());
            }
            return value;
        }

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JSON.objectNode();
            if (type == ValueType.ANY) {
                return schema;
            }
            if (required) {
                return schema.put("type", type.said());
            }
            schema.putArray("type").add(type.said()).add("null");
            return schema;
        }
    }

    record ListOf(Shape item) implements Shape {
        @Override
        public JsonNode fitted(@Nullable JsonNode value, String path) {
            ArrayNode list = JSON.arrayNode();
            if (value == null || isAbsent(value)) {
                return list;
            }
            if (!value.isArray()) {
                return list.add(item.fitted(value, path + "[0]"));
            }
            for (JsonNode each : value) {
                list.add(item.fitted(each, path + "[" + list.size() + "]"));
            }
            return list;
        }

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JSON.objectNode().put("type", "array");
            schema.set("items", item.schema());
            return schema;
        }
    }

    record Fields(SequencedMap<String, Shape> fields) implements Shape {
        public Fields {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }

        @Override
        public JsonNode fitted(@Nullable JsonNode value, String path) {
            if (value == null || isAbsent(value)) {
                if (path.isEmpty()) {
                    throw new Mismatch(path, "is nothing");
                }
                return JSON.nullNode();
            }
            if (!value.isObject()) {
                throw new Mismatch(path, "is " + kind(value) + ", and not an object");
            }
            ObjectNode object = JSON.objectNode();
            for (Map.Entry<String, Shape> field : fields.entrySet()) {
                String name = field.getKey();
                object.set(
                        name,
                        field.getValue()
                                .fitted(
                                        value.get(name),
                                        path.isEmpty() ? name : path + "." + name));
            }
            return object;
        }

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JSON.objectNode();
            schema.putArray("type").add("object").add("null");
            ObjectNode properties = schema.putObject("properties");
            ArrayNode required = schema.putArray("required");
            fields.forEach((name, shape) -> {
                properties.set(name, shape.schema());
                required.add(name);
            });
            return schema;
        }
    }

    private static String kind(JsonNode value) {
        if (value.isObject()) {
            return "an object";
        }
        if (value.isArray()) {
            return "a list";
        }
        return value.isNumber() ? "a number" : value.isBoolean() ? "true or false" : "a text";
    }

    /// A result is not what the interface says it is.
    final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mismatch(String path, String text) {
            super((path.isEmpty() ? "the result" : path) + " " + text, null, false, false);
        }
    }
}
