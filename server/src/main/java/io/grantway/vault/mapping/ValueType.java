package io.grantway.vault.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a single value can be.
enum ValueType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    /// Whatever JSON has; in results only.
    ANY;

    static Optional<ValueType> named(String name) {
        return Arrays.stream(values()).filter(each -> each.said().equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ValueType::said).toList();
    }

    String said() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean holds(JsonNode value) {
        return switch (this) {
            case STRING -> value.isString();
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case ANY -> true;
        };
    }
}
