package io.grantway.config;

import io.grantway.config.Node.Entry;
import io.grantway.config.Node.Items;
import io.grantway.config.Node.Scalar;
import io.grantway.config.Node.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document (1.2) into a [Node], within limits for its depth and for what its
/// aliases come to.
final class YamlTree {
    private static final int DEPTH = 64;
    private static final int VALUES = 200_000;

    private final int limit;
    private final Source source;
    private final Mistakes mistakes;
    private final Iterator<Event> events;
    private final Map<String, Node> anchors = new HashMap<>();
    private int values;

    private YamlTree(String text, Source source, Mistakes mistakes, int limit) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(source.name())
                        .setCodePointLimit(Disk.LIMIT)
                        .build();
        this.limit = limit;
        this.source = source;
        this.mistakes = mistakes;
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /// @return empty, with a mistake added, where the text is no YAML document
    static Optional<Node> parse(String text, Source source, Mistakes mistakes) {
        return parse(text, source, mistakes, VALUES);
    }

    /// @param limit to how many values it may come, its aliases written out
    static Optional<Node> parse(String text, Source source, Mistakes mistakes, int limit) {
        Place start = Place.startOf(source.name());
        try {
            return new YamlTree(text, source, mistakes, limit).document(start);
        } catch (TooMuch e) {
            mistakes.add(e.mistake);
        } catch (YamlEngineException e) {
            mistakes.add(YamlProblem.place(e, text, start), YamlProblem.message(e));
        }
        return Optional.empty();
    }

    private Optional<Node> document(Place start) {
        events.next(); // the stream begins
        if (events.next().getEventId() != Event.ID.DocumentStart) {
            return Optional.empty();
        }
        Node node = node(events.next(), start, 0);
        events.next(); // the document ends
        Event after = events.next();
        if (after.getEventId() == Event.ID.DocumentStart) {
            mistakes.add(
                    mark(after, start), "a second document begins here; write it in its own file");
        }
        return Optional.of(node);
    }

    private Node node(Event event, Place path, int depth) {
        Place place = mark(event, path);
        if (depth > DEPTH) {
            throw new TooMuch(place, "is nested more than " + DEPTH + " deep");
        }
        count(1, place);
        boolean tagged = refuseTag(event, place);
        Node node =
                switch (event) {
                    case ScalarEvent scalar ->
                            new Scalar(
                                    place, scalar.getValue(), scalar.isPlain() && !tagged, source);
                    case AliasEvent alias -> aliased(alias, place);
                    case Event start when start.getEventId() == Event.ID.SequenceStart ->
                            items(place, depth);
                    default -> table(place, depth);
                };
        if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
            named.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
        }
        return node;
    }

    private Node items(Place place, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
            items.add(node(e, place.item(items.size()), depth + 1));
        }
        return new Items(place, items);
    }

    private Node table(Place place, int depth) {
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
            Node key = node(e, place, depth + 1);
            String name = key instanceof Scalar scalar ? scalar.text() : "";
            Place at = key.place().key(name);
            Node value = node(events.next(), at, depth + 1);
            if (!(key instanceof Scalar)) {
                mistakes.add(key.place(), "a key must be a single value");
            } else if (entries.containsKey(name)) {
                mistakes.addDuplicate(at, entries.get(name).key(), "is set twice");
            } else {
                entries.put(name, new Entry(at, value));
            }
        }
        return new Table(place, entries);
    }

    /// The name is not repeated: a secret without quotes may begin with an asterisk.
    private Node aliased(AliasEvent alias, Place place) {
        Node anchored = anchors.get(alias.getAlias().getValue());
        if (anchored == null) {
            mistakes.add(
                    place,
                    "a value that begins with * is an alias, and its anchor is not defined above;"
                            + " put a text in quotes");
            return new Scalar(place, "", false, source);
        }
        count(anchored.size(), place);
        return anchored.movedTo(place);
    }

    private boolean refuseTag(Event event, Place place) {
        boolean tagged =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag().isPresent();
                    case CollectionStartEvent start -> start.getTag().isPresent();
                    default -> false;
                };
        if (tagged) {
            mistakes.add(place, "a value that begins with ! is a YAML tag; put a text in quotes");
        }
        return tagged;
    }

    private void count(int more, Place place) {
        values += more;
        if (values > limit) {
            throw new TooMuch(
                    place, "comes to more than " + limit + " values, its aliases written out");
        }
    }

    private static Place mark(Event event, Place path) {
        return event.getStartMark()
                .map(mark -> path.at(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(path);
    }

    /// Reading stops here.
    private static final class TooMuch extends RuntimeException {
        private final transient Mistake mistake;

        TooMuch(Place place, String message) {
            super(message, null, false, false);
            this.mistake = new Mistake(place, message, Optional.empty());
        }
    }
}
