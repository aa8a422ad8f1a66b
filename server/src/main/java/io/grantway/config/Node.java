package io.grantway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A YAML value with its place. Never prints values, which may be secrets.
sealed interface Node {
    Place place();

    /// What it is, for a sentence that says what was wanted instead.
    String kind();

    /// A copy that stands elsewhere as a whole: behind an alias, or in place of an absent key.
    Node movedTo(Place place);

    /// How many values it holds, itself included.
    int size();

    /// @param plain written without quotes
    /// @param source where relative paths in it start
    record Scalar(Place place, String text, boolean plain, Source source) implements Node {
        /// A key with nothing behind it, or `null`.
        boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a single value";
        }

        @Override
        public Node movedTo(Place elsewhere) {
            return new Scalar(elsewhere, text, plain, source);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public String toString() {
            return "a value at " + place;
        }
    }

    record Items(Place place, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public Node movedTo(Place elsewhere) {
            List<Node> moved = new ArrayList<>();
            for (Node item : items) {
                moved.add(item.movedTo(elsewhere.item(moved.size())));
            }
            return new Items(elsewhere, moved);
        }

        @Override
        public int size() {
            return 1 + items.stream().mapToInt(Node::size).sum();
        }
    }

    record Table(Place place, SequencedMap<String, Entry> entries) implements Node {
        static Table empty(Place place) {
            return new Table(place, new LinkedHashMap<>());
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public Node movedTo(Place elsewhere) {
            SequencedMap<String, Entry> moved = new LinkedHashMap<>();
            entries.forEach((name, entry) -> {
                Place at = elsewhere.key(name);
                moved.put(name, new Entry(at, entry.value().movedTo(at)));
            });
            return new Table(elsewhere, moved);
        }

        @Override
        public int size() {
            return 1 + entries.values().stream().mapToInt(entry -> entry.value().size()).sum();
        }
    }

    /// @param key the place of the key itself
    record Entry(Place key, Node value) {}
}
