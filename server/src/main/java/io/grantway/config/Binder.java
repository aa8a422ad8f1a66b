package io.grantway.config;

import io.grantway.config.Node.Entry;
import io.grantway.config.Node.Items;
import io.grantway.config.Node.Scalar;
import io.grantway.config.Node.Table;
import io.grantway.config.Shape.Part;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns a [Node] into records. Goes on after a mistake with the nearest known key or a harmless
/// value, so that what comes later is looked at too.
final class Binder {
    private final Variants variants;
    private final Inclusions inclusions;
    private final Values values;
    private final Choices choices;
    private final Mistakes mistakes;
    private final Path base;
    private final boolean partial;
    private final IdentityHashMap<Object, Table> tables = new IdentityHashMap<>();
    private final IdentityHashMap<Part, Node> defaults = new IdentityHashMap<>();
    private boolean holes;

    /// @param base where default paths start
    /// @param partial some text could not be read, so that nothing can be called missing
    Binder(
            Variants variants,
            References references,
            Inclusions inclusions,
            Mistakes mistakes,
            Path base,
            boolean partial) {
        this.base = base;
        this.inclusions = inclusions;
        this.variants = variants;
        this.values = new Values(references, mistakes);
        this.choices = new Choices(variants, this, mistakes);
        this.mistakes = mistakes;
        this.partial = partial;
    }

    /// What each bound record was bound from, by identity.
    IdentityHashMap<Object, Table> tables() {
        return tables;
    }

    /// Whether something had to be left out, so that names that mean nothing may mean something
    /// once that is mended.
    boolean leftOut() {
        return holes;
    }

    /// @return null, with a mistake added, where nothing could be made of it
    @Nullable Object bind(Kind kind, Node node) {
        return switch (kind) {
            case Kind.Single(var type) -> values.read(type, node);
            case Kind.Tree _ -> tree(node);
            case Kind.Files _ -> inclusions.mappings(node);
            case Kind.ListOf(var item) -> list(item, node);
            case Kind.MapOf(var value) -> map(value, node);
            case Kind.Group(var type) -> group(type, node);
            case Kind.Choice(var type) -> choices.read(type, node);
        };
    }

    private @Nullable Object list(Kind item, Node node) {
        boolean alone = item instanceof Kind.Single && node instanceof Scalar && !isNothing(node);
        if (alone) {
            mistakes.add(node.place(), "must be a list, not a single value; write [ ] around it");
        } else if (!(node instanceof Items)) {
            return unfit(node, "must be a list", "");
        }
        List<Object> bound = new ArrayList<>();
        for (Node each : node instanceof Items(_, var items) ? items : List.of(node)) {
            Object value = bind(item, each);
            if (value != null) {
                bound.add(value);
            }
        }
        return Collections.unmodifiableList(bound);
    }

    private @Nullable Object tree(Node node) {
        if (node instanceof Scalar && !isNothing(node)) {
            int before = mistakes.size();
            String text = (String) values.read(String.class, node);
            Optional<ObjectNode> read = JsonTree.parse(text);
            if (read.isEmpty() && mistakes.size() == before) {
                mistakes.add(node.place(), "must be a mapping, or the text of a JSON object");
            }
            return read.orElseGet(JsonNodeFactory.instance::objectNode);
        }
        return node instanceof Table table
                ? JsonTree.write(table)
                : unfit(node, "must be a mapping", "");
    }

    private @Nullable Object map(Kind kind, Node node) {
        if (!(node instanceof Table(_, var entries))) {
            return unfit(node, "must be a mapping of names to values", "");
        }
        SequencedMap<String, Object> bound = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            Object value = bind(kind, entry.value());
            if (value != null) {
                bound.put(name, value);
            }
        });
        return Collections.unmodifiableSequencedMap(bound);
    }

    @Nullable Object group(Class<? extends Record> type, Node node) {
        Shape shape = Shape.of(type);
        if (node instanceof Table table) {
            return record(shape, inclusions.into(type, table));
        }
        Optional<Part> shorthand = shape.shorthand();
        if (shorthand.isPresent() && !isNothing(node)) {
            Table table = Table.empty(node.place());
            table.entries().put(shorthand.get().name(), new Entry(node.place(), node));
            return record(shape, table);
        }
        String keys = String.join(", ", shape.keys(variants));
        return unfit(node, "must be a mapping", keys.isEmpty() ? "" : "; its keys: " + keys);
    }

    private @Nullable Record record(Shape shape, Table table) {
        int before = mistakes.size();
        Table given = new Table(table.place(), known(shape, table));
        List<@Nullable Object> arguments = new ArrayList<>();
        boolean complete = true;
        for (Part part : shape.parts()) {
            Object argument = part.inline() ? choices.inline(part, given) : part(part, given);
            arguments.add(argument);
            complete &= argument != null || part.nullable();
        }
        holes |= !complete;
        return complete
                ? construct(shape, given, arguments, partial || mistakes.size() > before)
                : null;
    }

    /// What is written under known keys; an unknown key counts as the nearest known one, where that
    /// is absent.
    private SequencedMap<String, Entry> known(Shape shape, Table table) {
        List<String> keys = shape.keys(variants);
        SequencedMap<String, Entry> given = new LinkedHashMap<>();
        table.entries()
                .forEach((name, entry) -> {
                    if (keys.contains(name)) {
                        given.put(name, entry);
                        return;
                    }
                    mistakes.addUnknown(entry.key(), "unknown key", name, keys);
                    Nearest.to(name, keys)
                            .filter(meant -> !table.entries().containsKey(meant))
                            .ifPresent(meant -> given.putIfAbsent(meant, entry));
                });
        return given;
    }

    private @Nullable Object part(Part part, Table given) {
        Entry entry = given.entries().get(part.name());
        boolean said =
                entry != null && !(part.isOptional() && values.isEmptyReference(entry.value()));
        return entry != null && said ? bind(part.kind(), entry.value()) : absent(part, given);
    }

    private @Nullable Object absent(Part part, Table given) {
        Place place = given.place().key(part.name());
        if (!part.or().isEmpty()) {
            return bind(
                    part.kind(),
                    defaults.computeIfAbsent(part, _ -> Defaults.of(part, base)).movedTo(place));
        }
        if (part.nullable()) {
            return null;
        }
        return switch (part.kind()) {
            case Kind.ListOf _ -> List.of();
            case Kind.MapOf _ -> Map.of();
            case Kind.Files _ -> MappingFiles.NONE;
            case Kind.Single(var type) -> {
                missing(part, place);
                yield Scalars.standIn(type, "missing: " + place);
            }
            case Kind.Group _, Kind.Tree _, Kind.Choice _ -> {
                missing(part, place);
                yield null;
            }
        };
    }

    private void missing(Part part, Place place) {
        String example =
                part.example().isEmpty() ? "" : ", such as " + part.name() + ": " + part.example();
        missing(place, "is required" + example);
    }

    /// Something that is not there, unless it may be in the text that could not be read.
    void missing(Place place, String message) {
        if (!partial) {
            mistakes.add(place, message);
        }
    }

    /// @param doubtful something in it is wrong already, so that what the constructor says may be
    ///   about a stand-in
    private @Nullable Record construct(
            Shape shape, Table given, List<@Nullable Object> arguments, boolean doubtful) {
        try {
            Record bound = shape.constructor().newInstance(arguments.toArray());
            tables.put(bound, given);
            return bound;
        } catch (InvocationTargetException e) {
            holes = true;
            if (e.getCause() instanceof IllegalArgumentException refused) {
                if (!doubtful) {
                    String why = refused.getMessage() == null ? "is refused" : refused.getMessage();
                    refused(given, Values.withoutSecrets(why, arguments));
                }
                return null;
            }
            if (doubtful) {
                return null;
            }
            throw new IllegalStateException("cannot make a " + shape.constructor(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + shape.constructor(), e);
        }
    }

    /// What a constructor says: of a key, where it begins with one that is written, as in `weight
    /// must be 1 or more`.
    private void refused(Table given, String why) {
        int space = why.indexOf(" must ");
        Entry named = space < 0 ? null : given.entries().get(why.substring(0, space));
        if (named == null) {
            mistakes.add(given.place(), why);
        } else {
            mistakes.add(named.key(), why.substring(space + 1));
        }
    }

    /// Leaves a value out that is of the wrong kind.
    @Nullable Object unfit(Node node, String wanted, String hint) {
        String message = wanted + ", not " + node.kind() + hint;
        leaveOut(node.place(), isNothing(node) ? Values.NOTHING : message);
        return null;
    }

    void leaveOut(Place place, String message) {
        leaveOut();
        mistakes.add(place, message);
    }

    void leaveOut() {
        holes = true;
    }

    static boolean isNothing(Node node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }
}
