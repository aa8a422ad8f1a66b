package io.grantway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What stands behind a key that chooses among kinds of a thing: for each interface, the records
/// that implement it, by the name that is written (`- oauth2: {…}`).
public final class Variants {
    public static final Variants NONE = new Variants(Map.of());

    private final Map<Class<?>, SequencedMap<String, Class<? extends Record>>> byInterface;

    private Variants(Map<Class<?>, SequencedMap<String, Class<? extends Record>>> byInterface) {
        this.byInterface = byInterface;
    }

    /// These variants and one more.
    ///
    /// @param name the key that chooses it
    public <I> Variants with(Class<I> choice, String name, Class<? extends I> record) {
        Map<Class<?>, SequencedMap<String, Class<? extends Record>>> more =
                new LinkedHashMap<>(byInterface);
        SequencedMap<String, Class<? extends Record>> names = new LinkedHashMap<>(of(choice));
        names.put(name, record.asSubclass(Record.class));
        more.put(choice, names);
        return new Variants(more);
    }

    List<String> names(Class<?> choice) {
        return List.copyOf(of(choice).keySet());
    }

    /// The records by name, in the order they were given.
    SequencedMap<String, Class<? extends Record>> of(Class<?> choice) {
        return byInterface.getOrDefault(choice, new LinkedHashMap<>());
    }
}
