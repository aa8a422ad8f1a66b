package io.grantway.vault.mapping;

import io.grantway.config.Mistakes;
import io.grantway.config.PlacedValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/// Reads the parameters of an interface.
final class ParameterReader {
    private static final List<String> KEYS =
            List.of("type", "default", "optional", "enum", "min", "max", "pattern", "description");

    /// What the address itself takes.
    private static final Set<String> TAKEN = Set.of("provider", "explain");

    private final Mistakes mistakes;

    ParameterReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<Parameter> all(PlacedValue inside) {
        List<Parameter> all = new ArrayList<>();
        Optional<PlacedValue> parameters = inside.get("parameters");
        parameters
                .filter(it -> !it.isMapping())
                .ifPresent(
                        it -> mistakes.add(it.place(), "must be a mapping of names to parameters"));
        parameters.ifPresent(
                it -> it.entries().forEach((name, value) -> read(name, value).ifPresent(all::add)));
        return all;
    }

    private Optional<Parameter> read(String name, PlacedValue value) {
        int before = mistakes.size();
        KeyReader keys = new KeyReader(value, mistakes);
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,99}") || TAKEN.contains(name)) {
            keys.wrong(
                    "the name of a parameter begins with a letter, has letters, digits and _ only,"
                            + " and is neither provider nor explain");
        }
        if (!keys.has(KEYS)) {
            return Optional.empty();
        }
        Parameter bare =
                new Parameter(
                        name,
                        type(keys),
                        Optional.empty(),
                        keys.truth("optional"),
                        List.of(),
                        number(keys, "min"),
                        number(keys, "max"),
                        pattern(keys),
                        keys.text("description"));
        Parameter limited = withValues(bare, keys);
        return mistakes.size() > before ? Optional.empty() : Optional.of(limited);
    }

    private Parameter withValues(Parameter bare, KeyReader keys) {
        List<JsonNode> among = new ArrayList<>();
        keys.value()
                .get("enum")
                .ifPresent(list -> {
                    if (!list.isList() || list.items().isEmpty()) {
                        keys.wrong("enum", "must be a list of values");
                    }
                    list.items()
                            .forEach(each -> typed(bare, each, keys, "enum").ifPresent(among::add));
                });
        Optional<JsonNode> usual =
                keys.value().get("default").flatMap(it -> typed(bare, it, keys, "default"));
        return new Parameter(
                bare.name(),
                bare.type(),
                usual,
                bare.optional(),
                List.copyOf(among),
                bare.least(),
                bare.most(),
                bare.pattern(),
                bare.description());
    }

    private static Optional<JsonNode> typed(
            Parameter parameter, PlacedValue value, KeyReader keys, String key) {
        try {
            return Optional.of(parameter.typed(value.text().orElse("")));
        } catch (IllegalArgumentException e) {
            keys.wrong(key, "does not fit: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static ValueType type(KeyReader keys) {
        List<String> known = ValueType.names().stream().filter(it -> !it.equals("any")).toList();
        Optional<String> text = keys.text("type");
        Optional<ValueType> type = text.filter(known::contains).flatMap(ValueType::named);
        if (type.isEmpty()) {
            keys.wrong("type", "type must be one of " + String.join(", ", known));
        }
        return type.orElse(ValueType.STRING);
    }

    private static Optional<BigDecimal> number(KeyReader keys, String key) {
        Optional<String> text = keys.text(key);
        if (text.isPresent() && !text.get().matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            keys.wrong(key, "must be a number");
            return Optional.empty();
        }
        return text.map(BigDecimal::new);
    }

    private static Optional<Pattern> pattern(KeyReader keys) {
        try {
            return keys.text("pattern").map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            keys.wrong("pattern", "must be a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }
}
