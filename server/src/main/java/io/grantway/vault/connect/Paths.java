package io.grantway.vault.connect;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What stands at a path (`a.b`) of somebody's JSON. Of a list, the first element is meant, or the
/// one whose number the path names.
final class Paths {
    private static final int LONGEST = 2048;

    private Paths() {}

    static Optional<String> text(JsonNode json, String path) {
        JsonNode at = json;
        for (String name : path.split("[.]", -1)) {
            at = next(at, name);
        }
        JsonNode found = at.isArray() ? at.path(0) : at;
        return found.isValueNode() && !found.isNull()
                ? Optional.of(found.asString()).filter(text -> text.length() <= LONGEST)
                : Optional.empty();
    }

    private static JsonNode next(JsonNode at, String name) {
        if (!at.isArray()) {
            return at.path(name);
        }
        return name.matches("[0-9]{1,4}") ? at.path(Integer.parseInt(name)) : at.path(0).path(name);
    }
}
