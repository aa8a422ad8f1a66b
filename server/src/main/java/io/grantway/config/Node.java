package io.grantway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A YAML value with its place. Never prints values, which may be secrets.
sealed interface Node {
    Place place();

    /// What it is, for a sentence that says what was wanted instead.
    String kind();

    /// @param plain written without quotes
    /// @param source where relative paths in it start
    record Scalar(Place place, String text, boolean plain, Source source) implements Node {
        /// A key with nothing behind it, or `null`.
        boolean isNull() {
            return plain
                    && (text.isEmpty()
                            || text.equals("~")
                            || text.equals("null")
                            || text.equals("Null")
                            || text.equals("NULL"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a single value";
        }

        @Override
        public String toString() {
            return "scalar at " + place;
        }
    }

    record Items(Place place, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
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
    }

    /// @param key the place of the key itself
    record Entry(Place key, Node value) {}
}
