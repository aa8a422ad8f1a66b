package io.grantway.vault.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a caller of an interface may say.
///
/// @param usual its value where none is said
/// @param optional it may be left out though it has no usual value
/// @param among the only values; empty for any
/// @param least of a number, or of the characters of a text
/// @param most in the same way
/// @param pattern that a whole text must match
record Parameter(
        String name,
        ValueType type,
        Optional<JsonNode> usual,
        boolean optional,
        List<JsonNode> among,
        Optional<BigDecimal> least,
        Optional<BigDecimal> most,
        Optional<Pattern> pattern,
        Optional<String> description) {
    private static final int LONGEST = 8 * 1024;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    boolean mayBeAbsent() {
        return optional && usual.isEmpty();
    }

    /// A text of a query or a form as the value that it means.
    ///
    /// @throws IllegalArgumentException saying what must be said instead
    JsonNode typed(String text) {
        return checked(
                switch (type) {
                    case STRING, ANY -> JSON.stringNode(text);
                    case INTEGER -> {
                        if (!text.matches("-?[0-9]{1,18}")) {
                            throw wrong("must be a whole number, such as 10");
                        }
                        yield JSON.numberNode(Long.parseLong(text));
                    }
                    case NUMBER -> {
                        if (!text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
                            throw wrong("must be a number, such as 1.5");
                        }
                        yield JSON.numberNode(new BigDecimal(text));
                    }
                    case BOOLEAN -> {
                        if (!text.equals("true") && !text.equals("false")) {
                            throw wrong("must be true or false");
                        }
                        yield JSON.booleanNode(text.equals("true"));
                    }
                });
    }

    /// A value of JSON.
    ///
    /// @throws IllegalArgumentException saying what must be said instead
    JsonNode typed(JsonNode value) {
        if (!type.holds(value)) {
            throw wrong("must be of the type " + type.said());
        }
        return checked(value);
    }

    private JsonNode checked(JsonNode value) {
        if (!among.isEmpty() && among.stream().noneMatch(each -> same(each, value))) {
            throw wrong("must be one of " + JSON.arrayNode().addAll(among));
        }
        if (value.isString()) {
            checkText(value.stringValue());
        }
        BigDecimal size =
                value.isString()
                        ? BigDecimal.valueOf(value.stringValue().length())
                        : value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
        String what = value.isString() ? " characters" : "";
        if (least.isPresent() && size.compareTo(least.get()) < 0) {
            throw wrong("must be " + least.get().toPlainString() + what + " or more");
        }
        if (most.isPresent() && size.compareTo(most.get()) > 0) {
            throw wrong("must be " + most.get().toPlainString() + what + " at most");
        }
        return value;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return PlaceText.written(one).equals(PlaceText.written(other));
    }

    private void checkText(String text) {
        if (text.length() > LONGEST) {
            throw wrong("must be " + LONGEST + " characters at most");
        }
        if (pattern.isPresent() && !pattern.get().matcher(text).matches()) {
            throw wrong("must match " + pattern.get());
        }
    }

    private IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(name + " " + text);
    }

    /// Its JSON schema.
    ObjectNode schema() {
        ObjectNode schema = JSON.objectNode().put("type", type.said());
        usual.ifPresent(value -> schema.set("default", value));
        if (!among.isEmpty()) {
            schema.putArray("enum").addAll(among);
        }
        boolean text = type == ValueType.STRING;
        least.ifPresent(it -> schema.put(text ? "minLength" : "minimum", it));
        most.ifPresent(it -> schema.put(text ? "maxLength" : "maximum", it));
        pattern.ifPresent(it -> schema.put("pattern", "^(?:" + it + ")$"));
        return schema;
    }
}
