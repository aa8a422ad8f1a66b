package io.grantway.kong.resource;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// The text of one of Kong's declarative files as a tree: JSON, or YAML read without tags and
/// within limits for its size, its depth and for what its aliases come to.
final class DeckFile {
    private static final int CHARACTERS = 64 << 20;
    private static final int DEPTH = 64;
    private static final int VALUES = 1_000_000;

    private final Iterator<Event> events;
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private int values;

    private DeckFile(String text) {
        LoadSettings settings =
                LoadSettings.builder().setLabel("the file").setCodePointLimit(CHARACTERS).build();
        events = new Parse(settings).parseString(text).iterator();
    }

    /// @throws Problem 400 where the text is neither
    static ObjectNode read(String text) {
        JsonNode tree = text.stripLeading().startsWith("{") ? Json.parse(text) : yaml(text);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw malformed("it must be a mapping, with _format_version and services, say");
    }

    private static JsonNode yaml(String text) {
        try {
            return new DeckFile(text).document();
        } catch (YamlEngineException e) {
            // Its own text may repeat a line of the file, with a secret in it.
            throw malformed("it is not valid YAML" + where(e));
        }
    }

    private static String where(YamlEngineException e) {
        return e instanceof org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException marked
                ? marked.getProblemMark()
                        .map(mark ->
                                " at line "
                                        + (mark.getLine() + 1)
                                        + ", column "
                                        + (mark.getColumn() + 1))
                        .orElse("")
                : "";
    }

    private static Problem malformed(String why) {
        return Problem.badRequest(
                "malformed_file", "this is no declarative file of Kong's: " + why);
    }

    private JsonNode document() {
        events.next(); // the stream begins
        if (events.next().getEventId() != Event.ID.DocumentStart) {
            throw malformed("it is empty");
        }
        return node(events.next(), 0);
    }

    private JsonNode node(Event event, int depth) {
        count(1);
        if (depth > DEPTH) {
            throw malformed("it is nested more than " + DEPTH + " deep");
        }
        int before = values;
        JsonNode node =
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case AliasEvent alias -> aliased(alias.getAlias().getValue());
                    case Event start when start.getEventId() == Event.ID.SequenceStart ->
                            items(depth);
                    default -> table(depth);
                };
        if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
            named.getAnchor()
                    .ifPresent(anchor -> {
                        anchors.put(anchor.getValue(), node);
                        sizes.put(anchor.getValue(), 1 + values - before);
                    });
        }
        return node;
    }

    private JsonNode aliased(String anchor) {
        @Nullable JsonNode anchored = anchors.get(anchor);
        if (anchored == null) {
            throw malformed("an alias (a value that begins with *) has no anchor above it");
        }
        count(sizes.getOrDefault(anchor, 1));
        return anchored.deepCopy();
    }

    private void count(int more) {
        values += more;
        if (values > VALUES) {
            throw malformed("it comes to more than " + VALUES + " values");
        }
    }

    private ArrayNode items(int depth) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
            items.add(node(e, depth + 1));
        }
        return items;
    }

    private ObjectNode table(int depth) {
        ObjectNode table = Json.object();
        for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
            JsonNode key = node(e, depth + 1);
            if (key.isContainer()) {
                throw malformed("a key is not a single value");
            }
            String name = e instanceof ScalarEvent scalar ? scalar.getValue() : key.asString("");
            if (table.has(name)) {
                throw malformed("the key " + name + " is set twice in one mapping");
            }
            table.set(name, node(events.next(), depth + 1));
        }
        return table;
    }

    /// What a plain scalar means in YAML 1.2: a quoted one is a text.
    private static JsonNode scalar(ScalarEvent scalar) {
        String text = scalar.getValue();
        if (!scalar.isPlain() || scalar.getTag().isPresent()) {
            return JsonNodeFactory.instance.stringNode(text);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NullNode.instance;
            case "true", "True", "TRUE" -> BooleanNode.TRUE;
            case "false", "False", "FALSE" -> BooleanNode.FALSE;
            default -> number(text);
        };
    }

    private static JsonNode number(String text) {
        if (text.matches("[-+]?[0-9]{1,18}")) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        return text.matches("[-+]?[0-9]{1,18}\\.[0-9]{0,18}([eE][-+]?[0-9]{1,2})?")
                ? DoubleNode.valueOf(Double.parseDouble(text))
                : JsonNodeFactory.instance.stringNode(text);
    }
}
