package io.grantway.config;

import io.grantway.config.Shape.Part;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON schema (2020-12) of configuration records, for editors.
public final class ConfigSchema {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Variants variants;
    private final ObjectNode definitions = MAPPER.createObjectNode();
    private final Map<Class<?>, String> names = new HashMap<>();

    private ConfigSchema(Variants variants) {
        this.variants = variants;
    }

    /// @param title of the whole
    /// @return JSON text, the same for the same records
    public static String of(Class<? extends Record> root, Variants variants, String title) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        ObjectNode document = new ConfigSchema(variants).document(root, title);
        return MAPPER.writer().with(printer).writeValueAsString(document) + "\n";
    }

    private ObjectNode document(Class<? extends Record> root, String title) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", title);
        document.setAll(object(Shape.of(root)));
        document.set("$defs", definitions);
        return document;
    }

    private ObjectNode schema(Kind kind) {
        ObjectNode schema = MAPPER.createObjectNode();
        return switch (kind) {
            case Kind.Single(var type) -> single(type);
            case Kind.Tree _ -> tree(schema);
            case Kind.Files _ -> files(schema);
            case Kind.ListOf(var item) -> {
                schema.put("type", "array").set("items", schema(item));
                yield schema;
            }
            case Kind.MapOf(var value) -> {
                schema.put("type", "object").set("additionalProperties", schema(value));
                yield schema;
            }
            case Kind.Group(var type) -> reference(defineGroup(type));
            case Kind.Choice(var type) -> reference(defineChoice(type));
        };
    }

    /// A mapping, or a `${…}` reference to the same in JSON.
    private static ObjectNode tree(ObjectNode schema) {
        ArrayNode any = schema.putArray("anyOf");
        any.addObject().put("type", "object");
        any.addObject().put("type", "string").put("pattern", "\\$\\{");
        return schema;
    }

    private static ObjectNode files(ObjectNode schema) {
        ArrayNode any = schema.putArray("anyOf");
        any.addObject().put("type", "string");
        any.addObject().put("type", "array").putObject("items").put("type", "string");
        any.addObject().put("type", "object");
        return schema;
    }

    private ObjectNode single(Class<?> type) {
        ObjectNode schema = ScalarSchema.of(type, MAPPER);
        if (type.isEnum()) {
            return schema;
        }
        String name = ScalarSchema.name(type);
        definitions.set(name, schema);
        return reference(name);
    }

    private ObjectNode object(Shape shape) {
        ObjectNode object = MAPPER.createObjectNode();
        object.put("type", "object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = MAPPER.createArrayNode();
        ArrayNode choices = MAPPER.createArrayNode();
        for (Part part : shape.parts()) {
            if (part.inline()) {
                inline(part, properties, choices.addObject());
                continue;
            }
            properties.set(part.name(), described(part, schema(part.kind())));
            if (!part.isOptional()) {
                required.add(part.name());
            }
        }
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        if (!choices.isEmpty()) {
            object.set("allOf", choices);
        }
        return object.put("additionalProperties", false);
    }

    private static ObjectNode described(Part part, ObjectNode schema) {
        schema.put("description", part.meaning());
        if (!part.or().isEmpty()) {
            schema.set(
                    "default",
                    ScalarSchema.value(Defaults.of(part, Path.of("")), part.kind(), MAPPER));
        }
        return schema;
    }

    private void inline(Part part, ObjectNode properties, ObjectNode choice) {
        ArrayNode one = choice.putArray("oneOf");
        variants.of(part.type())
                .forEach((name, type) -> {
                    ObjectNode value = variant(type);
                    properties.set(name, value.put("description", part.meaning()));
                    one.addObject().putArray("required").add(name);
                });
        if (part.nullable()) {
            ArrayNode any = MAPPER.createArrayNode();
            variants.names(part.type()).forEach(n -> any.addObject().putArray("required").add(n));
            one.addObject().putObject("not").set("anyOf", any);
        }
    }

    private String defineGroup(Class<? extends Record> type) {
        @Nullable String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = name(type);
        Shape shape = Shape.of(type);
        ObjectNode definition = definitions.putObject(name);
        ObjectNode object = object(shape);
        shape.shorthand()
                .ifPresentOrElse(
                        part -> {
                            ArrayNode either = definition.putArray("oneOf");
                            either.add(described(part, schema(part.kind()))).add(object);
                        },
                        () -> definition.setAll(object));
        return name;
    }

    private String defineChoice(Class<?> type) {
        @Nullable String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = name(type);
        SequencedMap<String, Class<? extends Record>> choices = variants.of(type);
        ArrayNode one = definitions.putObject(name).putArray("oneOf");
        List<String> bare = choices.keySet().stream().filter(n -> isBare(choices.get(n))).toList();
        if (!bare.isEmpty()) {
            ArrayNode allowed = one.addObject().putArray("enum");
            bare.forEach(allowed::add);
        }
        choices.forEach((key, variant) -> {
            ObjectNode only = one.addObject().put("type", "object");
            only.putObject("properties").set(key, variant(variant));
            only.putArray("required").add(key);
            only.put("additionalProperties", false);
        });
        return name;
    }

    /// What stands behind the key that names a variant.
    private ObjectNode variant(@Nullable Class<? extends Record> type) {
        if (type == null) {
            throw new IllegalStateException("a variant without a record");
        }
        ObjectNode group = reference(defineGroup(type));
        if (!isBare(type)) {
            return group;
        }
        ObjectNode either = MAPPER.createObjectNode();
        either.putArray("anyOf").add(group).addObject().put("type", "null");
        return either;
    }

    /// Whether a record may be written without any key.
    private static boolean isBare(@Nullable Class<? extends Record> type) {
        return type != null && Shape.of(type).parts().stream().allMatch(Part::isOptional);
    }

    private String name(Class<?> type) {
        String simple = type.getSimpleName();
        Class<?> outer = type.getEnclosingClass();
        boolean taken = names.containsValue(simple);
        String name = taken && outer != null ? outer.getSimpleName() + simple : simple;
        names.put(type, name);
        return name;
    }

    private static ObjectNode reference(String definition) {
        return MAPPER.createObjectNode().put("$ref", "#/$defs/" + definition);
    }
}
