package io.grantway.vault.mapping;

import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.config.PlacedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads an interface of a mapping file, and says whatever is wrong with it.
final class InterfaceReader {
    private static final Set<String> OWN = Set.of("description", "parameters", "returns");

    private final Set<String> providers;
    private final Mistakes mistakes;

    InterfaceReader(Set<String> providers, Mistakes mistakes) {
        this.providers = providers;
        this.mistakes = mistakes;
    }

    /// @return empty, with a mistake added, where nothing can be made of it
    Optional<Interface> read(String name, PlacedValue value) {
        int before = mistakes.size();
        if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,99}")) {
            mistakes.add(
                    value.place(),
                    "the name of an interface begins with a letter, and has letters, digits, _, ."
                            + " and - only");
        }
        if (!value.isMapping()) {
            mistakes.add(value.place(), "must be a mapping, not " + value.kind());
            return Optional.empty();
        }
        List<Parameter> parameters = new ParameterReader(mistakes).all(value);
        Optional<Shape> returns =
                value.get("returns")
                        .map(it -> new ShapeReader(mistakes).read(it))
                        .orElseGet(() -> missing(value));
        Map<String, Mapped> mapped = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        value.entries()
                .forEach((key, each) -> {
                    if (!OWN.contains(key)) {
                        places.put(key, each.place());
                        provider(key, each, parameters, returns)
                                .ifPresent(it -> mapped.put(key, it));
                    }
                });
        if (places.isEmpty()) {
            mistakes.add(value.place(), "maps no provider: name one, and its request and result");
        }
        return returns.isEmpty() || mistakes.size() > before
                ? Optional.empty()
                : Optional.of(
                        new Interface(
                                name,
                                value.text("description"),
                                parameters,
                                returns.get(),
                                mapped,
                                places));
    }

    private Optional<Shape> missing(PlacedValue value) {
        mistakes.add(
                value.place(),
                "lacks returns: say what every provider's answer becomes, such as returns: {url:"
                        + " string}");
        return Optional.empty();
    }

    private Optional<Mapped> provider(
            String name, PlacedValue value, List<Parameter> parameters, Optional<Shape> returns) {
        if (!providers.isEmpty() && !providers.contains(name)) {
            List<String> known = new ArrayList<>(OWN);
            known.addAll(providers.stream().sorted().toList());
            mistakes.addUnknown(
                    value.place(), "there is no provider or template \"" + name + '"', name, known);
        }
        return new MappedReader(parameters, returns, mistakes).read(name, value);
    }
}
