package io.grantway.config;

import io.grantway.config.Node.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// Takes a JSON tree as the [Node] that the same text in YAML would be.
final class JsonTree {
    private JsonTree() {}

    static Node read(JsonNode tree, Source source) {
        return read(tree, new Place(source.name(), 0, 0, ""), source);
    }

    private static Node read(JsonNode tree, Place place, Source source) {
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
}
