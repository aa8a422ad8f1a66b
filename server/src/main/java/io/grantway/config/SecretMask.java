package io.grantway.config;

import io.grantway.config.Shape.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes the secrets out of a tree that has the form of a configuration, and puts them back.
public final class SecretMask {
    /// What stands where a secret was.
    public static final String MASK = Secret.of("").toString();

    /// What is written in the place of a secret.
    @FunctionalInterface
    public interface Replacement {
        /// @param path names of what the secret stands in, outermost first, and its key
        String of(List<String> path);
    }

    /// What an item of a list is called in a path.
    private static final List<String> NAMES = List.of("name", "username", "clientId");

    private final Variants variants;
    private final Replacement replacement;

    public SecretMask(Variants variants) {
        this(variants, _ -> MASK);
    }

    public SecretMask(Variants variants, Replacement replacement) {
        this.variants = variants;
        this.replacement = replacement;
    }

    /// A copy of a record's tree without its secrets.
    public ObjectNode of(ObjectNode tree, Class<? extends Record> type) {
        return (ObjectNode) mask(tree, new Kind.Group(type), List.of());
    }

    /// A copy of a variant's tree (`{oauth2: {…}}`) without its secrets.
    public ObjectNode ofVariant(ObjectNode tree, Class<?> choice) {
        return (ObjectNode) mask(tree, new Kind.Choice(choice), List.of());
    }

    private JsonNode mask(JsonNode tree, Kind kind, List<String> path) {
        return switch (kind) {
            case Kind.Single(var type) ->
                    type == Secret.class && !tree.isNull()
                            ? JsonNodeFactory.instance.stringNode(replacement.of(path))
                            : tree;
            case Kind.Tree _, Kind.Files _ -> tree;
            case Kind.ListOf(var item) -> list(tree, item, path);
            case Kind.MapOf(var item) -> map(tree, item, path);
            case Kind.Group(var type) -> group(tree, Shape.of(type), path);
            case Kind.Choice(var type) -> choice(tree, type, path);
        };
    }

    private JsonNode list(JsonNode tree, Kind item, List<String> path) {
        if (!tree.isArray()) {
            return mask(tree, item, path);
        }
        ArrayNode masked = JsonNodeFactory.instance.arrayNode();
        for (JsonNode each : tree) {
            masked.add(mask(each, item, with(path, name(each, masked.size()))));
        }
        return masked;
    }

    private static String name(JsonNode item, int index) {
        return NAMES.stream()
                .map(name -> item.path(name).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(Integer.toString(index + 1));
    }

    private JsonNode map(JsonNode tree, Kind item, List<String> path) {
        ObjectNode masked = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> each : tree.properties()) {
            masked.set(each.getKey(), mask(each.getValue(), item, with(path, each.getKey())));
        }
        return tree.isObject() ? masked : tree;
    }

    private JsonNode group(JsonNode tree, Shape shape, List<String> path) {
        if (!tree.isObject()) {
            return shape.shorthand().map(part -> mask(tree, part.kind(), path)).orElse(tree);
        }
        ObjectNode masked = (ObjectNode) tree.deepCopy();
        for (Part part : shape.parts()) {
            JsonNode value = masked.get(part.name());
            if (value != null) {
                masked.set(part.name(), mask(value, part.kind(), with(path, part.name())));
            }
        }
        return masked;
    }

    private JsonNode choice(JsonNode tree, Class<?> type, List<String> path) {
        if (!tree.isObject()) {
            return tree;
        }
        ObjectNode masked = (ObjectNode) tree.deepCopy();
        for (Map.Entry<String, JsonNode> each : tree.properties()) {
            Class<? extends Record> variant = variants.of(type).get(each.getKey());
            if (variant != null) {
                Kind kind = new Kind.Group(variant);
                masked.set(each.getKey(), mask(each.getValue(), kind, with(path, each.getKey())));
            }
        }
        return masked;
    }

    private static List<String> with(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /// A copy of a tree in which each mask is what stands at the same place of another.
    public static JsonNode unmasked(JsonNode tree, JsonNode before) {
        if (tree.isString()) {
            return tree.asString().equals(MASK) && before.isString() ? before : tree;
        }
        if (tree.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            tree.properties()
                    .forEach(each ->
                            filled.set(
                                    each.getKey(),
                                    unmasked(each.getValue(), before.path(each.getKey()))));
            return filled;
        }
        if (tree.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            for (JsonNode each : tree) {
                filled.add(unmasked(each, before.path(filled.size())));
            }
            return filled;
        }
        return tree;
    }
}
