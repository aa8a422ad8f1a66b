package io.grantway.config;

import io.grantway.config.Node.Entry;
import io.grantway.config.Node.Items;
import io.grantway.config.Node.Scalar;
import io.grantway.config.Node.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Adds to mappings what the files say that they name.
final class Inclusions {
    private static final String FILE = "file";

    private final List<Inclusion> all;
    private final References references;
    private final Map<Path, String> digests;
    private final Mistakes mistakes;
    private final List<Note> notes = new ArrayList<>();

    /// @param digests takes a digest of each file
    Inclusions(
            List<Inclusion> all,
            References references,
            Map<Path, String> digests,
            Mistakes mistakes) {
        this.all = List.copyOf(all);
        this.references = references;
        this.digests = digests;
        this.mistakes = mistakes;
    }

    List<Note> notes() {
        return notes;
    }

    /// The mapping with what the file adds, where it names one.
    Table into(Class<?> type, Table table) {
        Table whole = table;
        for (Inclusion inclusion : all) {
            if (inclusion.in() == type) {
                Optional<Scalar> file = file(table.entries().get(inclusion.key()));
                whole = file.isEmpty() ? whole : into(inclusion, whole, file.get());
            }
        }
        return whole;
    }

    private static Optional<Scalar> file(@Nullable Entry entry) {
        if (entry == null) {
            return Optional.empty();
        }
        Node value = entry.value();
        if (value instanceof Table(_, var entries) && entries.containsKey(FILE)) {
            value = entries.get(FILE).value();
        }
        return value instanceof Scalar scalar && !scalar.isNull()
                ? Optional.of(scalar)
                : Optional.empty();
    }

    private Table into(Inclusion inclusion, Table table, Scalar file) {
        Path directory = file.source().directory();
        // That the key may not stand here, or that its reference leads nowhere, is said where the
        // key itself is bound.
        Optional<String> name =
                directory == null
                        ? Optional.empty()
                        : references.resolve(file).map(References.Text::text);
        Optional<PlacedValue> document =
                name.flatMap(given -> text(given, file))
                        .flatMap(text -> PlacedValue.parse(name.orElse(""), text, mistakes));
        if (document.isEmpty()) {
            return table;
        }
        List<Inclusion.Item> items =
                inclusion.read(new PlacedValue(table), document.get(), mistakes, notes::add);
        return with(table, inclusion.list(), items, new Source(name.get(), null, true, false));
    }

    /// The mappings that a node is, or names files of.
    MappingFiles mappings(Node node) {
        if (node instanceof Table) {
            return new MappingFiles(List.of(new PlacedValue(node)));
        }
        List<PlacedValue> all = new ArrayList<>();
        for (Node each : node instanceof Items(_, var items) ? items : List.of(node)) {
            if (each instanceof Scalar scalar && !scalar.isNull()) {
                mapping(scalar).ifPresent(all::add);
            } else {
                mistakes.add(
                        each.place(),
                        "must be the name of a file, a list of such, or a mapping, not "
                                + each.kind());
            }
        }
        return new MappingFiles(all);
    }

    private Optional<PlacedValue> mapping(Scalar file) {
        if (file.source().directory() == null) {
            mistakes.add(file.place(), "names a file, which only a configuration in a file may do");
            return Optional.empty();
        }
        Optional<String> name = references.resolve(file).map(References.Text::text);
        if (name.isPresent() && (name.get().isEmpty() || name.get().indexOf('\0') >= 0)) {
            mistakes.add(file.place(), "must be a path");
            return Optional.empty();
        }
        return name.flatMap(given -> text(given, file))
                .flatMap(text -> PlacedValue.parse(name.orElse(""), text, mistakes))
                .filter(value -> MappingFiles.isMapping(value, mistakes));
    }

    private Optional<String> text(String name, Scalar scalar) {
        Path directory = Objects.requireNonNull(scalar.source().directory());
        Place place = scalar.place();
        try {
            Path file = directory.resolve(name).normalize();
            digests.put(file, Disk.digest(file));
            byte[] bytes = Disk.read(file);
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (InvalidPathException _) {
            // Said where the key is bound.
            return Optional.empty();
        } catch (CharacterCodingException e) {
            mistakes.add(place, "the file " + name + " is not text in UTF-8");
        } catch (IOException e) {
            mistakes.add(place, "the file " + name + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Table with(Table table, String list, List<Inclusion.Item> added, Source source) {
        Entry written = table.entries().get(list);
        if (added.isEmpty() || (written != null && !(written.value() instanceof Items))) {
            return table;
        }
        Place at = written == null ? table.place().key(list) : written.value().place();
        List<Node> items = new ArrayList<>();
        if (written != null && written.value() instanceof Items(_, var there)) {
            items.addAll(there);
        }
        added.forEach(item -> items.add(JsonTree.read(item.value(), item.place(), source)));
        SequencedMap<String, Entry> entries = new LinkedHashMap<>(table.entries());
        entries.put(list, new Entry(written == null ? at : written.key(), new Items(at, items)));
        return new Table(table.place(), entries);
    }
}
