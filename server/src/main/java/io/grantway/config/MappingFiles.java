package io.grantway.config;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a key says that takes a mapping in place, the name of a file that holds one, or a list of
/// such names. The mappings are another format's, and are read by whoever knows it.
public final class MappingFiles {
    /// Nothing said.
    public static final MappingFiles NONE = new MappingFiles(List.of());

    private final List<PlacedValue> all;

    MappingFiles(List<PlacedValue> all) {
        this.all = List.copyOf(all);
    }

    /// One that is written in JSON or YAML.
    ///
    /// @param name what mistakes call the text
    public static MappingFiles of(String name, String text, Mistakes mistakes) {
        Optional<PlacedValue> read = PlacedValue.parse(name, text, mistakes);
        return new MappingFiles(read.filter(value -> isMapping(value, mistakes)).stream().toList());
    }

    static boolean isMapping(PlacedValue value, Mistakes mistakes) {
        if (!value.isMapping()) {
            mistakes.add(value.place(), "must be a mapping, not " + value.kind());
        }
        return value.isMapping();
    }

    /// Each mapping.
    public List<PlacedValue> all() {
        return all;
    }

    /// All in one, as if they had been written in place.
    ObjectNode json() {
        ObjectNode whole = JsonTree.object();
        for (PlacedValue each : all) {
            JsonNode written = each.json();
            written.properties().forEach(entry -> whole.set(entry.getKey(), entry.getValue()));
        }
        return whole;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MappingFiles files && files.json().equals(json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    @Override
    public String toString() {
        return all.size() + " mappings";
    }
}
