package io.grantway.config;

import io.grantway.config.Node.Entry;
import io.grantway.config.Node.Scalar;
import io.grantway.config.Node.Table;
import io.grantway.config.Shape.Part;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads what a key chooses among [Variants].
final class Choices {
    private final Variants variants;
    private final Binder binder;
    private final Mistakes mistakes;

    Choices(Variants variants, Binder binder, Mistakes mistakes) {
        this.variants = variants;
        this.binder = binder;
        this.mistakes = mistakes;
    }

    /// A mapping of one key, which names the variant; or the bare name.
    ///
    /// @return null, with a mistake added, where nothing could be made of it
    @Nullable Object read(Class<?> choice, Node node) {
        List<String> names = variants.names(choice);
        if (node instanceof Scalar name && !name.isNull()) {
            return variant(
                    choice,
                    name.text(),
                    new Entry(name.place(), Table.empty(name.place().key(name.text()))));
        }
        if (!(node instanceof Table(_, var entries))) {
            return binder.unfit(node, "must have one key, of: " + String.join(", ", names), "");
        }
        if (entries.size() == 1) {
            Map.Entry<String, Entry> only = entries.firstEntry();
            return variant(choice, only.getKey(), only.getValue());
        }
        boolean outdented =
                entries.entrySet().stream()
                        .filter(entry -> names.contains(entry.getKey()))
                        .anyMatch(entry -> Binder.isNothing(entry.getValue().value()));
        String hint = outdented ? "; what belongs to it must be indented further" : "";
        binder.leaveOut(node.place(), "must have one key, of: " + String.join(", ", names) + hint);
        return null;
    }

    /// A variant whose key stands among the other keys of its record.
    ///
    /// @return null where there is none, with a mistake added where there must be
    @Nullable Object inline(Part part, Table given) {
        List<String> names = variants.names(part.type());
        List<Map.Entry<String, Entry>> said =
                given.entries().entrySet().stream()
                        .filter(entry -> names.contains(entry.getKey()))
                        .toList();
        if (said.isEmpty()) {
            if (!part.nullable()) {
                binder.missing(given.place(), "needs one key of: " + String.join(", ", names));
            }
            return null;
        }
        Entry first = said.getFirst().getValue();
        for (Map.Entry<String, Entry> other : said.subList(1, said.size())) {
            String only = "only one of these may be set: " + String.join(", ", names);
            String both = "; " + said.getFirst().getKey() + " is, at " + first.key().brief();
            mistakes.add(other.getValue().key(), only + both);
        }
        given.entries().putIfAbsent(part.name(), first);
        return variant(part.type(), said.getFirst().getKey(), first);
    }

    private @Nullable Object variant(Class<?> choice, String name, Entry entry) {
        SequencedMap<String, Class<? extends Record>> known = variants.of(choice);
        Class<? extends Record> type = known.get(name);
        if (type == null) {
            mistakes.addUnknown(entry.key(), "unknown kind", name, known.keySet());
            type = Nearest.to(name, known.keySet()).map(known::get).orElse(null);
        }
        if (type == null) {
            binder.leaveOut();
            return null;
        }
        Node value = entry.value();
        return binder.group(type, Binder.isNothing(value) ? Table.empty(entry.key()) : value);
    }
}
