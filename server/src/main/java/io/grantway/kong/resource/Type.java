package io.grantway.kong.resource;

import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// What a field holds, and what Kong says of a value that is something else.
sealed interface Type {
    /// Kong has no upper bound; without one a single field could fill the store.
    int LONGEST = 8192;

    int MOST_ITEMS = 1000;

    record Text(List<Rule> rules) implements Type {}

    record Whole(List<Rule> rules) implements Type {}

    record Decimal(List<Rule> rules) implements Type {}

    record Switch() implements Type {}

    record Id() implements Type {}

    /// @param set whether Kong calls it a set
    /// @param least how many it needs
    record Items(Type of, boolean set, int least) implements Type {}

    record Named(Rule name, Type of) implements Type {}

    record Parts(Schema schema) implements Type {}

    /// Another entity: `{id}`, or by its name.
    ///
    /// @param table as Kong calls its kind
    record Owner(EntityKind kind, String table) implements Type {}

    /// A record that is kept as it is.
    record Kept() implements Type {}

    static Text text(Rule... rules) {
        return text(LONGEST, rules);
    }

    static Text text(int longest, Rule... rules) {
        List<Rule> all = new ArrayList<>();
        all.add(Rule.length(1, longest));
        all.addAll(List.of(rules));
        return new Text(List.copyOf(all));
    }

    static Whole whole(long least, long most) {
        return new Whole(List.of(Rule.between(least, most)));
    }

    static Items array(Type of) {
        return new Items(of, false, 0);
    }

    static Items set(Type of) {
        return new Items(of, true, 0);
    }

    /// What is wrong with a value that is there: a text, or for a value with parts one for each
    /// wrong part.
    default Optional<JsonNode> fault(JsonNode value) {
        return switch (this) {
            case Text text ->
                    value.isString() ? first(text.rules(), value) : said("expected a string");
            case Whole whole ->
                    value.isNumber() && isWhole(value)
                            ? first(whole.rules(), value)
                            : said("expected an integer");
            case Decimal decimal ->
                    value.isNumber() ? first(decimal.rules(), value) : said("expected a number");
            case Switch() -> value.isBoolean() ? Optional.empty() : said("expected a boolean");
            case Id() -> id(value).isPresent() ? Optional.empty() : said("expected a valid UUID");
            case Items items -> items(items, value);
            case Named named -> named(named, value);
            case Parts(var schema) ->
                    value instanceof ObjectNode parts
                            ? schema.faults(parts)
                            : said("expected a record");
            case Owner _ -> owner(value);
            case Kept() -> value.isObject() ? Optional.empty() : said("expected a record");
        };
    }

    private static boolean isWhole(JsonNode value) {
        return value.asDouble() == Math.rint(value.asDouble())
                && Math.abs(value.asDouble()) < 1L << 53;
    }

    private static Optional<JsonNode> first(List<Rule> rules, JsonNode value) {
        for (Rule rule : rules) {
            Optional<String> fault = rule.fault(value);
            if (fault.isPresent()) {
                return fault.map(StringNode::valueOf);
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> said(String text) {
        return Optional.of(StringNode.valueOf(text));
    }

    /// One element for each item up to the last wrong one, null for those that are right.
    private static Optional<JsonNode> items(Items items, JsonNode value) {
        if (!value.isArray()) {
            return said(items.set() ? "expected a set" : "expected an array");
        }
        if (value.size() < items.least()) {
            return said("length must be at least " + items.least());
        }
        if (value.size() > MOST_ITEMS) {
            return said("length must be at most " + MOST_ITEMS);
        }
        ArrayNode faults = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < value.size(); i++) {
            Optional<JsonNode> fault = items.of().fault(value.get(i));
            if (fault.isPresent()) {
                while (faults.size() < i) {
                    faults.addNull();
                }
                faults.add(fault.get());
            }
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
    }

    private static Optional<JsonNode> named(Named named, JsonNode value) {
        if (!value.isObject()) {
            return said("expected a map");
        }
        ObjectNode faults = JsonNodeFactory.instance.objectNode();
        value.propertyStream()
                .forEach(entry -> {
                    StringNode name = StringNode.valueOf(entry.getKey());
                    named.name()
                            .fault(name)
                            .map(text -> (JsonNode) StringNode.valueOf(text))
                            .or(() -> named.of().fault(entry.getValue()))
                            .ifPresent(fault -> faults.set(entry.getKey(), fault));
                });
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
    }

    private static Optional<JsonNode> owner(JsonNode value) {
        if (!value.isObject()) {
            return said("expected a record");
        }
        @Nullable JsonNode id = value.get("id");
        if (id == null || id.isNull()) {
            boolean named = value.path("name").isString() || value.path("username").isString();
            return named ? Optional.empty() : part("missing primary key");
        }
        return id(id).isPresent() ? Optional.empty() : part("expected a valid UUID");
    }

    private static Optional<JsonNode> part(String text) {
        return Optional.of(JsonNodeFactory.instance.objectNode().put("id", text));
    }

    static Optional<UUID> id(JsonNode value) {
        return value.isString() ? Ids.parse(value.asString()) : Optional.empty();
    }
}
