package io.grantway.config;

import io.grantway.config.Node.Entry;
import io.grantway.config.Node.Items;
import io.grantway.config.Node.Scalar;
import io.grantway.config.Node.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Adds configurations up: lists are concatenated, mappings merged, and a single value may be said
/// again only if it is the same.
final class Merge {
    private final Mistakes mistakes;

    Merge(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Table tables(Table first, Table second) {
        SequencedMap<String, Entry> all = new LinkedHashMap<>(first.entries());
        second.entries().forEach((name, entry) -> all.merge(name, entry, this::entries));
        return new Table(first.place(), all);
    }

    private Entry entries(Entry first, Entry second) {
        Node node =
                switch (first.value()) {
                    case Table a when second.value() instanceof Table b -> tables(a, b);
                    case Items(var place, var a) when second.value() instanceof Items(_, var b) -> {
                        List<Node> both = new ArrayList<>(a);
                        both.addAll(b);
                        yield new Items(place, both);
                    }
                    case Scalar a when second.value() instanceof Scalar b -> {
                        if (!a.text().equals(b.text())) {
                            String other = "is set to another value at ";
                            mistakes.add(second.key(), other + first.key().brief());
                        }
                        yield a;
                    }
                    case Node a -> {
                        String kinds = "is " + second.value().kind() + " here but " + a.kind();
                        mistakes.add(second.key(), kinds + " at " + first.key().brief());
                        yield a;
                    }
                };
        return new Entry(first.key(), node);
    }
}
