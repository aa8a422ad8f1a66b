package io.grantway.vault.mapping;

import io.grantway.config.Mistakes;
import io.grantway.config.PlacedValue;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads what an interface returns.
final class ShapeReader {
    private final Mistakes mistakes;

    ShapeReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /// @return empty, with a mistake added, where it is none
    Optional<Shape> read(PlacedValue value) {
        if (value.isMapping()) {
            return fields(value);
        }
        if (value.isList()) {
            if (value.items().size() != 1) {
                mistakes.add(value.place(), "must be a list of one shape, that of each item");
                return Optional.empty();
            }
            return read(value.items().getFirst()).map(Shape.ListOf::new);
        }
        String text = value.text().orElse("");
        boolean required = text.endsWith("!");
        String name = required ? text.substring(0, text.length() - 1) : text;
        Optional<ValueType> type = ValueType.named(name);
        if (type.isEmpty()) {
            mistakes.addUnknown(
                    value.place(),
                    "must be a type, with ! behind it where it is always there; not \""
                            + text
                            + '"',
                    name,
                    ValueType.names());
        }
        return type.map(it -> new Shape.Single(it, required));
    }

    private Optional<Shape> fields(PlacedValue value) {
        SequencedMap<String, Shape> fields = new LinkedHashMap<>();
        if (value.entries().isEmpty()) {
            mistakes.add(value.place(), "must name what is answered");
        }
        value.entries()
                .forEach((name, each) -> read(each).ifPresent(shape -> fields.put(name, shape)));
        return fields.size() == value.entries().size() && !fields.isEmpty()
                ? Optional.of(new Shape.Fields(fields))
                : Optional.empty();
    }
}
