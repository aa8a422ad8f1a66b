package io.grantway.config;

import io.grantway.config.Node.Entry;
import io.grantway.config.Node.Scalar;
import io.grantway.config.Node.Table;
import io.grantway.config.Shape.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Settings from the environment: `GRANTWAY_LISTENERS_GATEWAY_HTTPS` sets
/// `listeners.gateway.https`. They win over the files, and reach single values only, not lists or
/// maps.
final class Overrides {
    static final String PREFIX = "GRANTWAY_";
    private static final int DEPTH = 8;

    /// What Kubernetes and Docker put into the environment for a service that is called
    /// `grantway…`.
    private static final Pattern LINKS =
            Pattern.compile(
                    "GRANTWAY_(.+_)?SERVICE_(HOST|PORT(_.+)?)"
                            + "|GRANTWAY_(.+_)?PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?");

    private final Map<String, List<Part>> settings = new TreeMap<>();
    private final Set<String> notSettings;
    private final Mistakes mistakes;

    Overrides(Class<? extends Record> root, Set<String> notSettings, Mistakes mistakes) {
        this.notSettings = notSettings;
        this.mistakes = mistakes;
        name(root, PREFIX, List.of());
    }

    /// Changes a configuration to what the environment says.
    void apply(Map<String, String> environment, Table root) {
        new TreeMap<>(environment)
                .forEach((name, value) -> {
                    if (name.startsWith(PREFIX) && !value.isEmpty()) {
                        apply(name, value, root);
                    }
                });
    }

    private void apply(String name, String value, Table root) {
        List<Part> path = settings.get(name);
        if (path != null) {
            set(root, path, name, value);
        } else if (!notSettings.contains(name) && !LINKS.matcher(name).matches()) {
            Place place = Place.environment(name, "");
            mistakes.addUnknown(
                    place, "is no setting that the environment can say", name, settings.keySet());
        }
    }

    private void set(Table root, List<Part> path, String variable, String value) {
        Place place = Place.environment(variable, "");
        Table table = root;
        for (Part part : path.subList(0, path.size() - 1)) {
            place = place.key(part.name());
            table = inner(table, part, place);
        }
        String last = path.getLast().name();
        place = place.key(last);
        Source source = new Source(variable, Path.of("").toAbsolutePath(), false);
        table.entries().put(last, new Entry(place, new Scalar(place, value, false, source)));
    }

    /// The mapping behind a key, made where it is absent or written in its short form.
    private static Table inner(Table table, Part part, Place place) {
        Entry entry = table.entries().get(part.name());
        if (entry != null && entry.value() instanceof Table inner) {
            return inner;
        }
        Table made = Table.empty(entry == null ? place : entry.value().place());
        if (entry != null && part.kind() instanceof Kind.Group(var type)) {
            Shape.of(type)
                    .shorthand()
                    .ifPresent(shorthand -> made.entries().put(shorthand.name(), entry));
        }
        table.entries().put(part.name(), new Entry(entry == null ? place : entry.key(), made));
        return made;
    }

    private void name(Class<? extends Record> type, String prefix, List<Part> above) {
        for (Part part : Shape.of(type).parts()) {
            List<Part> path = new ArrayList<>(above);
            path.add(part);
            String name = prefix + upperSnake(part.name());
            switch (part.kind()) {
                case Kind.Single _ -> {
                    settings.put(name, path);
                    if (part.shorthand() && !above.isEmpty()) {
                        settings.put(prefix.substring(0, prefix.length() - 1), path);
                    }
                }
                case Kind.Group(var inner) when path.size() < DEPTH ->
                        name(inner, name + "_", path);
                case Kind.Group _,
                        Kind.ListOf _,
                        Kind.MapOf _,
                        Kind.Tree _,
                        Kind.Files _,
                        Kind.Choice _ -> {}
            }
        }
    }

    private static String upperSnake(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
