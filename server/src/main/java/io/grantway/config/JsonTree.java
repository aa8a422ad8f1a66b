package io.grantway.config;

import io.grantway.config.Node.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes a JSON tree as the [Node] that the same text in YAML would be, and the other way.
final class JsonTree {
    private static final Pattern LITERAL =
            Pattern.compile("true|false|-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonTree() {}

    static Node read(JsonNode tree, Source source) {
        return read(tree, new Place(source.name(), 0, 0, ""), source);
    }

    static Node read(JsonNode tree, Place place, Source source) {
        if (tree.isObject()) {
            SequencedMap<String, Entry> entries = new LinkedHashMap<>();
            tree.properties()
                    .forEach(property -> {
                        Place at = place.key(property.getKey());
                        entries.put(
                                property.getKey(),
                                new Entry(at, read(property.getValue(), at, source)));
                    });
            return new Node.Table(place, entries);
        }
        if (tree.isArray()) {
            List<Node> items = new ArrayList<>();
            for (JsonNode item : tree) {
                items.add(read(item, place.item(items.size()), source));
            }
            return new Node.Items(place, items);
        }
        String text = tree.isNull() ? "" : tree.asString();
        return new Node.Scalar(place, text, !tree.isString(), source);
    }

    /// The JSON object that a mapping of YAML says; references in it stay as they are written.
    static ObjectNode write(Node.Table table) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        table.entries().forEach((name, entry) -> object.set(name, write(entry.value())));
        return object;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode write(Node node) {
        return switch (node) {
            case Node.Table table -> write(table);
            case Node.Items(_, var items) -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                items.forEach(item -> array.add(write(item)));
                yield array;
            }
            case Node.Scalar scalar -> scalar(scalar);
        };
    }

    private static JsonNode scalar(Node.Scalar scalar) {
        if (scalar.isNull()) {
            return JsonNodeFactory.instance.nullNode();
        }
        boolean literal = scalar.plain() && LITERAL.matcher(scalar.text()).matches();
        return literal
                ? MAPPER.readTree(scalar.text())
                : JsonNodeFactory.instance.stringNode(scalar.text());
    }

    /// The JSON object that a text is.
    static Optional<ObjectNode> parse(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
