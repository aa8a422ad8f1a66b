package io.grantway.vault.mapping;

import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.PooledRequest.Whole;
import io.grantway.vault.oauth1.PercentEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The body of a request with places for parameters.
sealed interface BodyTemplate {
    /// What is sent.
    Whole filled(Map<String, JsonNode> values);

    /// The parameters that it names.
    Set<String> names();

    /// `application/json`. A text that is a place and nothing else becomes the parameter's value
    /// with its type; what names a parameter that has no value is left out.
    record OfJson(Part root) implements BodyTemplate {
        static OfJson of(JsonNode tree) {
            return new OfJson(Part.of(tree));
        }

        @Override
        public Whole filled(Map<String, JsonNode> values) {
            JsonNode json = root.filled(values).orElseGet(JsonNodeFactory.instance::objectNode);
            return new Whole("application/json", Body.of(Json.write(json)));
        }

        @Override
        public Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            root.addNames(names);
            return names;
        }
    }

    /// `application/x-www-form-urlencoded`. A field that names a parameter without a value is left
    /// out.
    record OfForm(SequencedMap<String, PlaceText> fields) implements BodyTemplate {
        @Override
        public Whole filled(Map<String, JsonNode> values) {
            return new Whole("application/x-www-form-urlencoded", Body.of(pairs(fields, values)));
        }

        @Override
        public Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            fields.values().forEach(each -> names.addAll(each.names()));
            return names;
        }
    }

    /// Names and values as a query or a form has them.
    static String pairs(SequencedMap<String, PlaceText> fields, Map<String, JsonNode> values) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, text) ->
                text.filled(values, UnaryOperator.identity())
                        .ifPresent(value ->
                                pairs.add(
                                        PercentEncoding.of(name).replace("%24", "$")
                                                + "="
                                                + PercentEncoding.of(value))));
        return String.join("&", pairs);
    }

    /// A part of a JSON body.
    sealed interface Part {
        static Part of(JsonNode tree) {
            if (tree.isObject()) {
                SequencedMap<String, Part> parts = new LinkedHashMap<>();
                tree.properties().forEach(each -> parts.put(each.getKey(), of(each.getValue())));
                return new Members(parts);
            }
            if (tree.isArray()) {
                List<Part> parts = new ArrayList<>();
                tree.forEach(each -> parts.add(of(each)));
                return new Items(parts);
            }
            return tree.isString()
                    ? new Text(PlaceText.parse(tree.stringValue()))
                    : new Literal(tree);
        }

        Optional<JsonNode> filled(Map<String, JsonNode> values);

        void addNames(Set<String> to);
    }

    record Literal(JsonNode value) implements Part {
        @Override
        public Optional<JsonNode> filled(Map<String, JsonNode> values) {
            return Optional.of(value);
        }

        @Override
        public void addNames(Set<String> to) {}
    }

    record Text(PlaceText text) implements Part {
        @Override
        public Optional<JsonNode> filled(Map<String, JsonNode> values) {
            return text.only().isPresent()
                    ? Optional.ofNullable(values.get(text.only().get()))
                    : text.filled(values, UnaryOperator.identity())
                            .map(JsonNodeFactory.instance::stringNode);
        }

        @Override
        public void addNames(Set<String> to) {
            to.addAll(text.names());
        }
    }

    record Members(SequencedMap<String, Part> parts) implements Part {
        @Override
        public Optional<JsonNode> filled(Map<String, JsonNode> values) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            parts.forEach(
                    (name, part) -> part.filled(values).ifPresent(it -> object.set(name, it)));
            return Optional.of(object);
        }

        @Override
        public void addNames(Set<String> to) {
            parts.values().forEach(each -> each.addNames(to));
        }
    }

    record Items(List<Part> parts) implements Part {
        @Override
        public Optional<JsonNode> filled(Map<String, JsonNode> values) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            parts.forEach(part -> part.filled(values).ifPresent(array::add));
            return Optional.of(array);
        }

        @Override
        public void addNames(Set<String> to) {
            parts.forEach(each -> each.addNames(to));
        }
    }
}
