package io.grantway.kong.resource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Trees put together.
final class Trees {
    private Trees() {}

    /// One tree with what another says over it: objects part by part, everything else whole.
    static ObjectNode merged(ObjectNode under, ObjectNode over) {
        ObjectNode merged = under.deepCopy();
        over.propertyStream()
                .forEach(entry -> {
                    String name = entry.getKey();
                    JsonNode value = entry.getValue();
                    if (value instanceof ObjectNode object
                            && merged.get(name) instanceof ObjectNode old) {
                        merged.set(name, merged(old, object));
                    } else {
                        merged.set(name, value.deepCopy());
                    }
                });
        return merged;
    }

    /// As [#merged], where only records are put together part by part: a map of names that is given
    /// replaces the one before, and so does a reference.
    static ObjectNode patched(Schema schema, ObjectNode before, ObjectNode patch) {
        ObjectNode patched = before.deepCopy();
        patch.propertyStream()
                .forEach(entry -> {
                    String name = entry.getKey();
                    boolean record =
                            schema.field(name)
                                    .filter(one -> one.type() instanceof Type.Parts)
                                    .isPresent();
                    if (record
                            && entry.getValue() instanceof ObjectNode object
                            && patched.get(name) instanceof ObjectNode old) {
                        patched.set(name, merged(old, object));
                    } else {
                        patched.set(name, entry.getValue().deepCopy());
                    }
                });
        return patched;
    }
}
