package io.grantway.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A configuration record as the keys that may be written for it.
record Shape(Constructor<? extends Record> constructor, List<Part> parts) {
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return read(type.asSubclass(Record.class));
                }
            };

    /// One component.
    ///
    /// @param name the key that is written
    /// @param or the default as YAML; empty for none
    record Part(
            String name,
            Kind kind,
            Class<?> type,
            String or,
            String meaning,
            String example,
            boolean nullable,
            boolean shorthand,
            boolean inline,
            Method accessor) {

        /// Whether the key may be left out.
        boolean isOptional() {
            return nullable
                    || !or.isEmpty()
                    || kind instanceof Kind.ListOf
                    || kind instanceof Kind.MapOf
                    || kind instanceof Kind.Files;
        }
    }

    static Shape of(Class<? extends Record> type) {
        return SHAPES.get(type);
    }

    /// The component that may stand for the whole record.
    Optional<Part> shorthand() {
        return parts.stream().filter(Part::shorthand).findFirst();
    }

    /// The keys that may be written, with those that choose an inline variant.
    List<String> keys(Variants variants) {
        return parts.stream().flatMap(part -> keys(part, variants).stream()).toList();
    }

    private static List<String> keys(Part part, Variants variants) {
        return part.inline() ? variants.names(part.type()) : List.of(part.name());
    }

    private static Shape read(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new Shape(constructor, Arrays.stream(components).map(Shape::part).toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has this constructor", e);
        }
    }

    private static Part part(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return new Part(
                key == null || key.name().isEmpty() ? component.getName() : key.name(),
                Kind.of(component.getGenericType()),
                component.getType(),
                key == null ? "" : key.or(),
                key == null ? "" : key.value(),
                key == null ? "" : key.example(),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(Shorthand.class),
                component.isAnnotationPresent(Inline.class),
                accessor);
    }
}
