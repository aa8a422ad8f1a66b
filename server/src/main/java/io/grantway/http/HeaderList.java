package io.grantway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Header fields kept as a short immutable list of name and value pairs.
public final class HeaderList implements Headers {
    public static final HeaderList EMPTY = new HeaderList(List.of());

    private final List<String> pairs;

    private HeaderList(List<String> pairs) {
        this.pairs = pairs;
    }

    public static HeaderList of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header name without a value");
        }
        return namesAndValues.length == 0 ? EMPTY : new HeaderList(List.of(namesAndValues));
    }

    /// These fields and one more at the end.
    public HeaderList with(String name, String value) {
        List<String> longer = new ArrayList<>(pairs);
        longer.add(name);
        longer.add(value);
        return new HeaderList(List.copyOf(longer));
    }

    /// These fields without those of one name.
    public HeaderList without(String name) {
        List<String> shorter = new ArrayList<>();
        forEach((field, value) -> {
            if (!field.equalsIgnoreCase(name)) {
                shorter.add(field);
                shorter.add(value);
            }
        });
        return new HeaderList(List.copyOf(shorter));
    }

    @Override
    public Optional<String> first(String name) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equalsIgnoreCase(name)) {
                return Optional.of(pairs.get(i + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        forEach((field, value) -> {
            if (field.equalsIgnoreCase(name)) {
                values.add(value);
            }
        });
        return List.copyOf(values);
    }

    @Override
    public boolean contains(String name) {
        return first(name).isPresent();
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < pairs.size(); i += 2) {
            each.accept(pairs.get(i), pairs.get(i + 1));
        }
    }

    @Override
    public String toString() {
        return pairs.size() / 2 + " header fields";
    }
}
