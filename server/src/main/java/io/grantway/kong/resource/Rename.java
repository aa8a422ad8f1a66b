package io.grantway.kong.resource;

import io.grantway.catalog.Entity;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A mapping that changes no more than the style of the names.
record Rename(Set<String> fields) implements Mapping {
    static Rename of(String... fields) {
        return new Rename(Set.of(fields));
    }

    @Override
    public ObjectNode read(Entity entity) {
        ObjectNode kong = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> copy(entity.settings(), Names.setting(field), kong, field));
        return kong;
    }

    @Override
    public void write(Change change) {
        fields.forEach(
                field -> copy(change.kong(), field, change.settings(), Names.setting(field)));
    }

    /// Nothing is nothing: a null takes the other name away, and so does an empty list.
    static void copy(ObjectNode from, String name, ObjectNode to, String toName) {
        @Nullable JsonNode value = from.get(name);
        if (value == null || value.isNull() || (value.isArray() && value.isEmpty())) {
            to.remove(toName);
        } else {
            to.set(toName, value.deepCopy());
        }
    }
}
