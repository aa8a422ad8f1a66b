package io.grantway.boot;

import io.grantway.config.ConfigText;
import io.grantway.http.Json;
import io.grantway.store.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Configuration that was sent to the running server, kept in the store as named sets: each is a
/// text, replaced whole, and adds up with the files and the other sets.
final class AppliedSets {
    private static final String KEY = "applied-sets";

    private final ServerSettings settings;

    AppliedSets(ServerSettings settings) {
        this.settings = settings;
    }

    /// Every set by its name.
    SortedMap<String, String> all() {
        SortedMap<String, String> sets = new TreeMap<>();
        settings.find(KEY)
                .map(bytes -> Json.parse(new String(bytes, StandardCharsets.UTF_8)))
                .ifPresent(json ->
                        json.properties()
                                .forEach(set -> sets.put(set.getKey(), set.getValue().asString())));
        return sets;
    }

    void keep(SortedMap<String, String> sets) {
        ObjectNode json = Json.object();
        sets.forEach(json::put);
        settings.put(KEY, Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    /// The sets as the configuration reader takes them.
    static List<ConfigText> texts(SortedMap<String, String> sets) {
        return sets.entrySet().stream()
                .map(set -> new ConfigText("applied set " + set.getKey(), set.getValue()))
                .toList();
    }
}
