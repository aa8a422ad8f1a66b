package io.grantway.boot;

import io.grantway.admin.EntityStore;
import io.grantway.config.ConfigText;
import io.grantway.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Configuration that was sent to the running server, kept in the store as named sets: each is a
/// text, replaced whole, and adds up with the files and the other sets.
final class AppliedSets {
    private final EntityStore store;

    AppliedSets(EntityStore store) {
        this.store = store;
    }

    /// Every set by its name.
    SortedMap<String, String> all() {
        SortedMap<String, String> sets = new TreeMap<>();
        store.sets()
                .map(bytes -> Json.parse(new String(bytes, StandardCharsets.UTF_8)))
                .ifPresent(json ->
                        json.properties()
                                .forEach(set -> sets.put(set.getKey(), set.getValue().asString())));
        return sets;
    }

    /// @param state of the store that the sets were changed in
    /// @return the one that this leads to
    long keep(long state, SortedMap<String, String> sets) {
        ObjectNode json = Json.object();
        sets.forEach(json::put);
        return store.saveSets(state, Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    /// The sets as the configuration reader takes them.
    static List<ConfigText> texts(SortedMap<String, String> sets) {
        return sets.entrySet().stream()
                .map(set -> new ConfigText("applied set " + set.getKey(), set.getValue()))
                .toList();
    }
}
