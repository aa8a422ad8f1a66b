package io.grantway.vault.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the values that expressions work with, and back.
final class ExpressionValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// Characters of a result, and as much again for each value in it.
    private static final int LARGEST = 8 << 20;

    private static final int VALUE = 16;
    private static final int DEEPEST = 100;

    private int size;

    private ExpressionValues() {}

    static @Nullable Object of(JsonNode json) {
        if (json.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            json.properties().forEach(each -> map.put(each.getKey(), of(each.getValue())));
            return map;
        }
        if (json.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            json.forEach(each -> list.add(of(each)));
            return list;
        }
        if (json.isNumber()) {
            return json.numberValue();
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        return json.isString() ? json.stringValue() : null;
    }

    /// @throws EvaluationFailure where it is no JSON, or too much
    static Optional<JsonNode> json(@Nullable Object value) {
        return value == null
                ? Optional.empty()
                : Optional.of(new ExpressionValues().written(value, 0));
    }

    private JsonNode written(@Nullable Object value, int depth) {
        count(VALUE);
        if (depth > DEEPEST) {
            throw new EvaluationFailure("makes something that is nested too deeply");
        }
        return switch (value) {
            case null -> JSON.nullNode();
            case String text -> {
                count(text.length());
                yield JSON.stringNode(text);
            }
            case Boolean truth -> JSON.booleanNode(truth);
            case Number number -> number(number);
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(each -> array.add(written(each, depth + 1)));
                yield array;
            }
            default -> throw new EvaluationFailure("makes a function, which is no JSON");
        };
    }

    private ObjectNode object(Map<?, ?> map, int depth) {
        ObjectNode object = JSON.objectNode();
        map.forEach((name, value) -> {
            String key = String.valueOf(name);
            count(key.length());
            object.set(key, written(value, depth + 1));
        });
        return object;
    }

    private static JsonNode number(Number number) {
        return switch (number) {
            case Integer whole -> JSON.numberNode(whole);
            case Long whole -> JSON.numberNode(whole);
            case java.math.BigInteger whole -> JSON.numberNode(whole);
            case java.math.BigDecimal exact -> JSON.numberNode(exact);
            default -> {
                double value = number.doubleValue();
                if (Double.isNaN(value) || Double.isInfinite(value)) {
                    throw new EvaluationFailure("makes a number that JSON has not");
                }
                yield value == Math.rint(value) && Math.abs(value) < 1e15
                        ? JSON.numberNode((long) value)
                        : JSON.numberNode(value);
            }
        };
    }

    private void count(int more) {
        size += more;
        if (size > LARGEST) {
            throw new EvaluationFailure("makes more than 8 MiB");
        }
    }
}
