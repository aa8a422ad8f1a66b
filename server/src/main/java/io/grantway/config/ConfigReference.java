package io.grantway.config;

import io.grantway.config.Shape.Part;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The reference page of configuration records, in Markdown: a table for each record.
public final class ConfigReference {
    private static final String INTRODUCTION =
            """
            One YAML 1.2 file, several, or a directory of them; they add up: lists are concatenated, \
            mappings merged, and a single value may be set once.

            * A **duration** is a whole number with its unit: `500ms`, `30s`, `5m`, `1h`, `30d`.
            * A **size** is a number of bytes, or `64KiB`, `1MiB`, `2GiB`.
            * A **path** starts at the file that says it.
            * A **secret** is never shown again. Keep it out of the file by a reference.
            * A **reference** stands for a variable of the environment or the content of a file, in \
            any single value: `${env:NAME}`, `${env:NAME:default}`, `${file:PATH}`. Where that is empty, a key \
            that may be left out counts as left out. `$${` stands for `${` itself.
            * A key that leads to a single value, not through a list, can also be set by the \
            environment, which wins: `GRANTWAY_` and the path in capitals, so that \
            `GRANTWAY_A_KEY_INNER` sets `aKey.inner`.
            """;
    private static final String COLUMNS =
            "| key | type | default | meaning | example |\n|---|---|---|---|---|\n";

    private final Variants variants;
    private final StringBuilder page = new StringBuilder();
    private final Map<Class<? extends Record>, String> sections = new LinkedHashMap<>();

    private ConfigReference(Variants variants) {
        this.variants = variants;
    }

    /// @param title of the page
    /// @return Markdown text, the same for the same records
    public static String of(Class<? extends Record> root, Variants variants, String title) {
        ConfigReference reference = new ConfigReference(variants);
        reference.page.append("# ").append(title).append("\n\n").append(INTRODUCTION);
        reference.sections.put(root, "");
        reference.table(root, "");
        return reference.page.toString();
    }

    private void section(Class<? extends Record> type) {
        String path = sections.getOrDefault(type, "");
        page.append("\n<a id=\"").append(anchor(path)).append("\"></a>\n\n");
        page.append("## `").append(path).append("`\n");
        Shape.of(type)
                .shorthand()
                .ifPresent(part ->
                        page.append("\nMay be written as its `")
                                .append(part.name())
                                .append("` alone.\n"));
        table(type, path);
    }

    /// The table of a record, and behind it the sections of the records that it is the first to
    /// name.
    private void table(Class<? extends Record> type, String path) {
        List<Class<? extends Record>> first = new ArrayList<>();
        List<Part> parts = Shape.of(type).parts();
        page.append('\n').append(parts.isEmpty() ? "It has no keys.\n" : COLUMNS);
        for (Part part : parts) {
            if (part.inline()) {
                variants.of(part.type())
                        .forEach((name, variant) -> {
                            visit(variant, path(path, name), first);
                            row(name, link(variant), "one of these", part);
                        });
            } else {
                visit(part.kind(), path(path, part.name()), first);
                row(part.name(), type(part.kind()), byDefault(part), part);
            }
        }
        first.forEach(this::section);
    }

    private void row(String name, String type, String byDefault, Part part) {
        String example = part.example().isEmpty() ? "" : code(part.example());
        page.append("| `").append(name).append("` | ");
        page.append(String.join(" | ", type, byDefault, cell(part.meaning()), example));
        page.append(" |\n");
    }

    private void visit(Kind kind, String path, List<Class<? extends Record>> first) {
        switch (kind) {
            case Kind.Single _, Kind.Tree _, Kind.Files _ -> {}
            case Kind.ListOf(var item) -> visit(item, path + "[]", first);
            case Kind.MapOf(var value) -> visit(value, path + ".*", first);
            case Kind.Group(var type) -> visit(type, path, first);
            case Kind.Choice(var choice) ->
                    variants.of(choice)
                            .forEach((name, type) -> visit(type, path(path, name), first));
        }
    }

    private void visit(
            Class<? extends Record> type, String path, List<Class<? extends Record>> first) {
        if (sections.putIfAbsent(type, path) == null) {
            first.add(type);
        }
    }

    private String type(Kind kind) {
        return switch (kind) {
            case Kind.Single(var type) when type.isEnum() ->
                    Scalars.names(type).stream()
                            .map(ConfigReference::code)
                            .collect(Collectors.joining(", ", "one of ", ""));
            case Kind.Single(var type) -> type(type);
            case Kind.Tree _ -> "mapping";
            case Kind.Files _ -> "path, list of paths, or mapping";
            case Kind.ListOf(var item) -> "list of " + type(item);
            case Kind.MapOf(var value) -> "names, each with " + type(value);
            case Kind.Group(var type) -> link(type);
            case Kind.Choice(var choice) -> {
                StringBuilder links = new StringBuilder("one of");
                variants.of(choice)
                        .forEach((name, type) -> {
                            links.append(links.length() > "one of".length() ? ", " : " ");
                            String path = sections.getOrDefault(type, "");
                            links.append(link(name, path));
                        });
                yield links.toString();
            }
        };
    }

    private static String type(Class<?> type) {
        return Map.<Class<?>, String>ofEntries(
                        Map.entry(boolean.class, "true or false"),
                        Map.entry(Boolean.class, "true or false"),
                        Map.entry(double.class, "number"),
                        Map.entry(Double.class, "number"),
                        Map.entry(Secret.class, "secret"),
                        Map.entry(Duration.class, "duration"),
                        Map.entry(Instant.class, "instant"),
                        Map.entry(ByteSize.class, "size"),
                        Map.entry(URI.class, "absolute URI"),
                        Map.entry(Path.class, "path"),
                        Map.entry(String.class, "text"))
                .getOrDefault(type, "whole number");
    }

    private String link(Class<? extends Record> type) {
        String path = sections.getOrDefault(type, "");
        return link(path, path);
    }

    private static String link(String label, String path) {
        return "[`" + label + "`](#" + anchor(path) + ")";
    }

    private static String byDefault(Part part) {
        if (!part.or().isEmpty()) {
            return code(part.or());
        }
        return part.isOptional() ? "–" : "**required**";
    }

    private static String path(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String anchor(String path) {
        return path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
