package io.grantway.kong.resource;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// A form as a tree, the way Kong's admin API reads one: `config.scopes=read` is a part of a
/// record, `paths[]=/a`, `paths[1]=/a` and `paths=/a` repeated are items of a list.
final class FormTree {
    private static final int DEEPEST = 8;

    private FormTree() {}

    /// Every leaf is a text, and nothing for an empty one.
    static ObjectNode of(Parameters form) {
        ObjectNode tree = Json.object();
        for (String name : form.names()) {
            String bare = name.replaceAll("\\[[0-9]{0,4}\\]$", "");
            boolean list = bare.length() < name.length() || form.all(name).size() > 1;
            List<String> path = List.of(bare.replaceAll("\\[([^\\]]+)\\]", ".$1").split("\\.", -1));
            if (path.size() > DEEPEST || path.contains("")) {
                throw Refused.schema(name, "unknown field");
            }
            ObjectNode at = tree;
            for (String part : path.subList(0, path.size() - 1)) {
                at = at.get(part) instanceof ObjectNode inner ? inner : at.putObject(part);
            }
            put(at, path.getLast(), form.all(name), list);
        }
        return tree;
    }

    private static void put(ObjectNode at, String name, List<String> values, boolean list) {
        if (!list) {
            at.set(name, leaf(values.getFirst()));
            return;
        }
        ArrayNode items = at.get(name) instanceof ArrayNode more ? more : at.putArray(name);
        values.stream().filter(value -> !value.isEmpty()).forEach(items::add);
    }

    private static JsonNode leaf(String value) {
        return value.isEmpty() ? NullNode.instance : JsonNodeFactory.instance.stringNode(value);
    }

    /// The tree with texts as what the schema says they are; what does not fit stays a text.
    static ObjectNode typed(ObjectNode texts, Schema schema) {
        ObjectNode typed = Json.object();
        texts.propertyStream()
                .forEach(entry -> {
                    Optional<Field> field = schema.field(entry.getKey());
                    JsonNode value = entry.getValue();
                    typed.set(
                            entry.getKey(),
                            field.map(one -> typed(value, one.type())).orElse(value));
                });
        return typed;
    }

    private static JsonNode typed(JsonNode value, Type type) {
        if (value.isNull()) {
            return value;
        }
        return switch (type) {
            case Type.Whole _, Type.Decimal _ -> number(value);
            case Type.Switch() -> truth(value);
            case Type.Items(var of, _, _) -> items(value, of);
            case Type.Parts(var schema) ->
                    value instanceof ObjectNode object ? typed(object, schema) : value;
            case Type.Named(_, var of) -> named(value, of);
            case Type.Text _, Type.Id _, Type.Owner _, Type.Kept _ -> value;
        };
    }

    private static JsonNode number(JsonNode value) {
        String text = value.asString("").strip();
        if (text.matches("-?[0-9]{1,15}")) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        return text.matches("-?[0-9]{1,15}\\.[0-9]{1,15}")
                ? DoubleNode.valueOf(Double.parseDouble(text))
                : value;
    }

    private static JsonNode truth(JsonNode value) {
        return switch (value.asString("").toLowerCase(Locale.ROOT)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> value;
        };
    }

    private static JsonNode items(JsonNode value, Type of) {
        if (value.isObject()) {
            return value;
        }
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        if (value.isArray()) {
            value.valueStream().map(item -> typed(item, of)).forEach(items::add);
        } else {
            items.add(typed(value, of));
        }
        return items;
    }

    private static JsonNode named(JsonNode value, Type of) {
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        ObjectNode named = Json.object();
        for (String name : object.propertyNames()) {
            @Nullable JsonNode one = object.get(name);
            named.set(name, one == null ? NullNode.instance : typed(one, of));
        }
        return named;
    }
}
