package io.grantway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A configuration bound to its record, and where each part of it was said.
public final class Loaded<T> {
    private final T value;
    private final Map<Object, Node.Table> tables;
    private final Sources sources;
    private final List<Note> notes;

    /// @param tables by identity of the bound record
    Loaded(T value, Map<Object, Node.Table> tables, Sources sources, List<Note> notes) {
        this.value = value;
        this.tables = tables;
        this.sources = sources;
        this.notes = List.copyOf(notes);
    }

    public T value() {
        return value;
    }

    /// What was read, for [ConfigWatch].
    public Sources sources() {
        return sources;
    }

    /// A check has read a file or a directory besides: a change of it is one of the configuration.
    public void alsoRead(Path path) {
        sources.add(path);
    }

    /// What included files say that cannot be said here.
    public List<Note> notes() {
        return notes;
    }

    /// Where a record says a component; the record's own place, with the component's key path,
    /// where it is left to its default.
    ///
    /// @param record one that was bound here: that instance, not an equal one
    /// @param component the key as it is written
    public Place at(Object record, String component) {
        Node.Table table = table(record);
        Node.Entry entry = table.entries().get(component);
        return entry == null ? table.place().key(component) : entry.key();
    }

    /// Where a record says an item of a list component.
    public Place at(Object record, String component, int index) {
        Node.Entry entry = table(record).entries().get(component);
        return entry != null
                        && entry.value() instanceof Node.Items(var _, var items)
                        && index < items.size()
                ? items.get(index).place()
                : at(record, component);
    }

    /// Where a record says an entry of a map component.
    public Place at(Object record, String component, String key) {
        Node.Entry entry = table(record).entries().get(component);
        Node.@Nullable Entry inner =
                entry != null && entry.value() instanceof Node.Table(var _, var entries)
                        ? entries.get(key)
                        : null;
        return inner == null ? at(record, component) : inner.key();
    }

    /// Where a record begins.
    public Place at(Object record) {
        return table(record).place();
    }

    private Node.Table table(Object record) {
        Node.Table table = tables.get(record);
        if (table == null) {
            throw new IllegalArgumentException(
                    "not bound here: a " + record.getClass().getSimpleName());
        }
        return table;
    }
}
