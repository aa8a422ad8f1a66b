package io.grantway.kong.resource;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/// A field of an entity.
///
/// @param fallback its value where none is given
/// @param shownOnce a secret: in the answer that makes or changes it, and null ever after
/// @param kept Grantway has no use for it, and only gives it back
record Field(
        String name,
        Type type,
        boolean required,
        @Nullable JsonNode fallback,
        boolean shownOnce,
        boolean kept) {

    static Field of(String name, Type type) {
        return new Field(name, type, false, null, false, false);
    }

    static Field text(String name, Rule... rules) {
        return of(name, Type.text(rules));
    }

    static Field flag(String name, boolean fallback) {
        return of(name, new Type.Switch()).or(BooleanNode.valueOf(fallback));
    }

    static Field texts(String name, Rule... rules) {
        return of(name, Type.array(Type.text(rules)));
    }

    Field must() {
        return new Field(name, type, true, fallback, shownOnce, kept);
    }

    Field or(JsonNode value) {
        return new Field(name, type, required, value, shownOnce, kept);
    }

    Field or(String value) {
        return or(StringNode.valueOf(value));
    }

    Field or(long value) {
        return or(LongNode.valueOf(value));
    }

    Field orAll(String... values) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (String value : values) {
            array.add(value);
        }
        return or(array);
    }

    Field secret() {
        return new Field(name, type, required, fallback, true, kept);
    }

    Field onlyKept() {
        return new Field(name, type, required, fallback, shownOnce, true);
    }
}
