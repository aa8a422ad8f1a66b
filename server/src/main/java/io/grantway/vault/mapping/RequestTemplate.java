package io.grantway.vault.mapping;

import io.grantway.http.HeaderList;
import io.grantway.http.PooledRequest.Whole;
import io.grantway.vault.oauth1.PercentEncoding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// What a provider is asked, with places for parameters.
///
/// @param path begins with a slash; below the base of the provider's API
record RequestTemplate(
        String method,
        PlaceText path,
        SequencedMap<String, PlaceText> query,
        SequencedMap<String, PlaceText> headers,
        Optional<BodyTemplate> body) {
    /// What is asked.
    ///
    /// @param path encoded
    /// @param query encoded; empty for none
    record Filled(
            String method, String path, String query, HeaderList headers, Optional<Whole> content) {
        /// Without what a caller said.
        @Override
        public String toString() {
            return method;
        }
    }

    /// Every parameter that it names.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(path.names());
        query.values().forEach(each -> names.addAll(each.names()));
        headers.values().forEach(each -> names.addAll(each.names()));
        body.ifPresent(each -> names.addAll(each.names()));
        return names;
    }

    /// @throws IllegalArgumentException where a value cannot stand in its place, saying why
    Filled filled(Map<String, JsonNode> values) {
        for (String name : path.names()) {
            checkSegment(name, values);
        }
        String encoded =
                path.filled(values, PercentEncoding::of)
                        .orElseThrow(() -> new IllegalArgumentException(missing(values)));
        List<String> fields = new ArrayList<>();
        headers.forEach((name, text) ->
                text.filled(values, UnaryOperator.identity())
                        .ifPresent(value -> {
                            checkField(text, value);
                            fields.add(name);
                            fields.add(value);
                        }));
        return new Filled(
                method,
                encoded,
                BodyTemplate.pairs(query, values),
                HeaderList.of(fields.toArray(String[]::new)),
                body.map(each -> each.filled(values)));
    }

    private String missing(Map<String, JsonNode> values) {
        return path.names().stream()
                .filter(name -> !values.containsKey(name))
                .findFirst()
                .map(name -> name + " must be said: it is a part of the address")
                .orElse("the address lacks a part");
    }

    /// A value stands in one segment. Servers decode before they resolve dots, some twice: a value
    /// that holds such a segment would choose another address than the mapping's.
    private static void checkSegment(String name, Map<String, JsonNode> values) {
        JsonNode value = values.get(name);
        if (value == null) {
            return;
        }
        String text = PlaceText.written(value);
        for (String segment : text.split("[/\\\\]", -1)) {
            if (segment.equals(".") || segment.equals("..") || segment.isEmpty()) {
                throw new IllegalArgumentException(
                        name
                                + " must not be empty, and have no part between slashes that is"
                                + " empty, . or ..: it is a part of the address");
            }
        }
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7F) || text.contains("%2")) {
            throw new IllegalArgumentException(
                    name
                            + " must not hold control characters or escapes: it is a part of the"
                            + " address");
        }
    }

    /// Else a value could end the field and begin another (RFC 9110 §5.5).
    private static void checkField(PlaceText text, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c >= 0x7F)) {
            throw new IllegalArgumentException(
                    String.join(", ", text.names())
                            + " must be printable ASCII: it is a part of a header field");
        }
    }
}
