package io.grantway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A value of a YAML or JSON text that is no configuration of ours, with its place. Read within
/// limits for size, depth and what aliases come to; nothing in it refers to anything.
public final class PlacedValue {
    private static final int VALUES = 400_000;
    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Node node;

    PlacedValue(Node node) {
        this.node = node;
    }

    /// @param name what mistakes call the text
    /// @return empty, with a mistake added, where the text is neither YAML nor JSON
    public static Optional<PlacedValue> parse(String name, String text, Mistakes mistakes) {
        if (text.length() > Disk.LIMIT) {
            mistakes.add(Place.startOf(name), "is larger than " + new ByteSize(Disk.LIMIT));
            return Optional.empty();
        }
        Source source = new Source(name, null, true, false);
        Mistakes ofYaml = new Mistakes();
        Optional<Node> read =
                YamlTree.parse(text, source, ofYaml, VALUES).filter(_ -> ofYaml.isEmpty());
        if (read.isEmpty() && text.stripLeading().startsWith("{")) {
            read = json(text, source);
        }
        if (read.isEmpty()) {
            ofYaml.list().forEach(mistakes::add);
            if (ofYaml.isEmpty()) {
                mistakes.add(Place.startOf(name), "is empty");
            }
        }
        return read.map(PlacedValue::new);
    }

    /// For what JSON allows and YAML does not, such as a tab between two values. Only then: it
    /// knows no lines.
    private static Optional<Node> json(String text, Source source) {
        try {
            return Optional.of(JsonTree.read(STRICT.readTree(text), source));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    public Place place() {
        return node.place();
    }

    /// What it is, for a sentence that says what was wanted instead.
    public String kind() {
        return node.kind();
    }

    public boolean isMapping() {
        return node instanceof Node.Table;
    }

    public boolean isList() {
        return node instanceof Node.Items;
    }

    /// The values of a mapping by their keys; nothing where it is none.
    public SequencedMap<String, PlacedValue> entries() {
        SequencedMap<String, PlacedValue> values = new LinkedHashMap<>();
        if (node instanceof Node.Table(_, var entries)) {
            entries.forEach((name, entry) -> values.put(name, new PlacedValue(entry.value())));
        }
        return values;
    }

    /// The items of a list; nothing where it is none.
    public List<PlacedValue> items() {
        List<PlacedValue> values = new ArrayList<>();
        if (node instanceof Node.Items(_, var items)) {
            items.forEach(item -> values.add(new PlacedValue(item)));
        }
        return values;
    }

    /// A value of a mapping; empty where it says nothing there.
    public Optional<PlacedValue> get(String key) {
        return node instanceof Node.Table(_, var entries)
                ? Optional.ofNullable(entries.get(key))
                        .map(Node.Entry::value)
                        .filter(value -> !Binder.isNothing(value))
                        .map(PlacedValue::new)
                : Optional.empty();
    }

    /// A single value as it is written; empty where it is none.
    public Optional<String> text() {
        return node instanceof Node.Scalar scalar && !scalar.isNull()
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /// The same in JSON: what YAML takes for a number or a truth value is one.
    public JsonNode json() {
        return JsonTree.write(node);
    }

    /// A single value below a key.
    public Optional<String> text(String key) {
        return get(key).flatMap(PlacedValue::text);
    }
}
