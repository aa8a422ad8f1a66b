package io.grantway.config;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// A key that names a file, which says more of the mapping that the key stands in.
public interface Inclusion {
    /// The record of the mapping.
    Class<? extends Record> in();

    /// The key: of a mapping with `file`, or in short of the file's name alone.
    String key();

    /// The list of the mapping that the file adds to.
    String list();

    /// What the file adds.
    ///
    /// @param mapping as it is written, references and all
    /// @param document the file
    /// @param notes takes what cannot be said here
    List<Item> read(
            PlacedValue mapping, PlacedValue document, Mistakes mistakes, Consumer<Note> notes);

    /// An item of the list, and where the file says it.
    record Item(Place place, ObjectNode value) {}
}
