package io.grantway.config;

import io.grantway.config.Shape.Part;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes bound records as a configuration says them: what [ConfigReader] reads back to the same
/// records. What is left at its default is left out.
public final class ConfigWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Variants variants;
    private final Function<Secret, String> secrets;

    /// @param secrets what is written in the place of a secret
    public ConfigWriter(Variants variants, Function<Secret, String> secrets) {
        this.variants = variants;
        this.secrets = secrets;
    }

    /// A record as a tree.
    public ObjectNode write(Record record) {
        ObjectNode tree = JSON.objectNode();
        for (Part part : Shape.of(record.getClass()).parts()) {
            Object value = value(record, part);
            if (value != null && !isDefault(part, value)) {
                JsonNode written = write(value, part.kind());
                if (!isEmptyGroup(part, written)) {
                    tree.set(part.name(), written);
                }
            }
        }
        return tree;
    }

    /// A variant as a tree of one key, which names it.
    public ObjectNode writeVariant(Class<?> choice, Record value) {
        return choice(choice, value);
    }

    private JsonNode write(Object value, Kind kind) {
        return switch (kind) {
            case Kind.Single _ -> single(value);
            case Kind.Tree _ -> ((ObjectNode) value).deepCopy();
            case Kind.Files _ -> ((MappingFiles) value).json();
            case Kind.ListOf(var item) -> list((List<?>) value, item);
            case Kind.MapOf(var item) -> map((Map<?, ?>) value, item);
            case Kind.Group _ -> write((Record) value);
            case Kind.Choice(var type) -> choice(type, (Record) value);
        };
    }

    private ArrayNode list(List<?> values, Kind item) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(value -> array.add(write(value, item)));
        return array;
    }

    private ObjectNode map(Map<?, ?> values, Kind item) {
        ObjectNode object = JSON.objectNode();
        values.forEach((name, value) -> object.set(String.valueOf(name), write(value, item)));
        return object;
    }

    private ObjectNode choice(Class<?> type, Record value) {
        String name =
                variants.of(type).entrySet().stream()
                        .filter(variant -> variant.getValue() == value.getClass())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no variant is a " + value.getClass().getName()));
        ObjectNode tree = JSON.objectNode();
        tree.set(name, write(value));
        return tree;
    }

    private JsonNode single(Object value) {
        return switch (value) {
            case Boolean on -> JSON.booleanNode(on);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case Secret secret -> JSON.stringNode(secrets.apply(secret));
            default -> JSON.stringNode(text(value));
        };
    }

    private static String text(Object value) {
        return switch (value) {
            case Duration duration -> duration(duration);
            case Enum<?> constant -> Scalars.name(constant);
            case String text -> text;
            case URI uri -> uri.toString();
            case Path path -> path.toString();
            case Instant instant -> instant.toString();
            case ByteSize size -> size.toString();
            default -> throw new IllegalArgumentException("no single value: " + value.getClass());
        };
    }

    private static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        } else if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        } else if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static boolean isDefault(Part part, Object value) {
        return switch (part.kind()) {
            case Kind.ListOf _ -> isDefault(part.or(), (List<?>) value);
            case Kind.MapOf _ -> ((Map<?, ?>) value).isEmpty() && part.or().isEmpty();
            case Kind.Single(var type) ->
                    type != Secret.class
                            && !part.or().isEmpty()
                            && sameText(type, part.or(), value);
            case Kind.Files _ -> ((MappingFiles) value).all().isEmpty();
            case Kind.Group _, Kind.Tree _, Kind.Choice _ -> false;
        };
    }

    /// @param or as [Key#or] writes a list of single values; empty for an empty one
    private static boolean isDefault(String or, List<?> values) {
        if (values.isEmpty() || or.isEmpty()) {
            return values.isEmpty() && or.isEmpty();
        }
        return values.stream()
                .map(value -> value instanceof Enum<?> e ? Scalars.name(e) : String.valueOf(value))
                .collect(Collectors.joining(", ", "[", "]"))
                .equals(or);
    }

    private static boolean sameText(Class<?> type, String or, Object value) {
        try {
            return Scalars.read(type, or, new Source("", Path.of(""), true)).equals(value);
        } catch (Unfit _) {
            return false;
        }
    }

    /// A group that is all defaults, and may be left out.
    private static boolean isEmptyGroup(Part part, JsonNode written) {
        return part.kind() instanceof Kind.Group && part.or().equals("{}") && written.isEmpty();
    }

    private static @Nullable Object value(Record record, Part part) {
        try {
            return part.accessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every component can be read", e);
        }
    }
}
