package io.grantway.kong.resource;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The fields of an entity, or of a record in one, and what must hold between them.
record Schema(List<Field> fields, List<Check> checks) {
    /// A rule about several fields. Runs where each field for itself is right.
    @FunctionalInterface
    interface Check {
        /// @param faults takes what is wrong, by field; see [Schema#broken]
        void run(ObjectNode value, ObjectNode faults);
    }

    Schema {
        fields = List.copyOf(fields);
        checks = List.copyOf(checks);
    }

    static Schema of(Field... fields) {
        return new Schema(List.of(fields), List.of());
    }

    Schema checked(Check... all) {
        return new Schema(fields, List.of(all));
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /// Adds a fault that belongs to no single field.
    static void broken(ObjectNode faults, String text) {
        faults.withArray("@entity").add(text);
    }

    static boolean isSet(ObjectNode value, String name) {
        @Nullable JsonNode node = value.get(name);
        return node != null && !node.isNull() && !(node.isContainer() && node.isEmpty());
    }

    /// A value with the defaults of what it leaves out, or sets to null.
    ObjectNode complete(ObjectNode value) {
        ObjectNode complete = value.deepCopy();
        for (Field field : fields) {
            @Nullable JsonNode given = complete.get(field.name());
            boolean absent = given == null || given.isNull();
            if (field.type() instanceof Type.Parts(var schema)) {
                if (absent || given instanceof ObjectNode) {
                    ObjectNode parts =
                            given instanceof ObjectNode object
                                    ? object
                                    : JsonNodeFactory.instance.objectNode();
                    complete.set(field.name(), schema.complete(parts));
                }
            } else if (absent && field.fallback() != null) {
                complete.set(field.name(), field.fallback());
            }
        }
        return complete;
    }

    /// What is wrong, by field.
    Optional<JsonNode> faults(ObjectNode value) {
        ObjectNode faults = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            @Nullable JsonNode given = value.get(field.name());
            if (given != null && !given.isNull()) {
                field.type().fault(given).ifPresent(fault -> faults.set(field.name(), fault));
            } else if (field.required()) {
                faults.put(field.name(), "required field missing");
            }
        }
        for (String name : value.propertyNames()) {
            if (field(name).isEmpty()) {
                faults.put(name, "unknown field");
            }
        }
        if (faults.isEmpty()) {
            checks.forEach(check -> check.run(value, faults));
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
    }
}
