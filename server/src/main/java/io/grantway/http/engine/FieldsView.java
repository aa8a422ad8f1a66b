package io.grantway.http.engine;

import io.grantway.http.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Decoded fields as they lie, seen through our own interface.
record FieldsView(HttpHeaders fields) implements Headers {
    @Override
    public Optional<String> first(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    @Override
    public List<String> all(String name) {
        return Collections.unmodifiableList(fields.getAll(name));
    }

    @Override
    public boolean contains(String name) {
        return fields.contains(name);
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        Iterator<Map.Entry<CharSequence, CharSequence>> all = fields.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            each.accept(field.getKey().toString(), field.getValue().toString());
        }
    }

    /// Names and values may be secrets.
    @Override
    public String toString() {
        return fields.size() + " header fields";
    }
}
