package io.grantway.vault.mapping;

import io.grantway.config.MappingFiles;
import io.grantway.config.Mistakes;
import io.grantway.config.PlacedValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The interfaces of one workspace, read and checked.
public final class Interfaces {
    public static final Interfaces NONE = new Interfaces(Map.of());

    private final Map<String, Interface> byName;

    private Interfaces(Map<String, Interface> byName) {
        this.byName = byName;
    }

    /// @param providers names of providers and templates that a mapping may name; empty where they
    ///   are not known
    public static Interfaces read(MappingFiles files, Set<String> providers, Mistakes mistakes) {
        Map<String, Interface> all = new LinkedHashMap<>();
        Map<String, PlacedValue> seen = new LinkedHashMap<>();
        InterfaceReader reader = new InterfaceReader(providers, mistakes);
        for (PlacedValue file : files.all()) {
            file.entries()
                    .forEach((name, value) -> {
                        PlacedValue first = seen.putIfAbsent(name, value);
                        if (first != null) {
                            mistakes.addDuplicate(
                                    value.place(),
                                    first.place(),
                                    "the interface " + name + " is there twice");
                        }
                        reader.read(name, value).ifPresent(it -> all.putIfAbsent(name, it));
                    });
        }
        return new Interfaces(all);
    }

    Optional<Interface> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Interface> all() {
        return List.copyOf(byName.values());
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }
}
