package io.grantway.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes to make to a message's header fields when it is passed on, applied in the order they
/// were asked for. Belongs to one call and one thread at a time.
public final class HeaderEdits {
    private final List<Edit> edits = new ArrayList<>(8);

    /// One change: every field of the name goes, and a value, where given, takes its place.
    public record Edit(String name, @Nullable String value) {}

    /// Removes every field of a name.
    public void remove(String name) {
        edits.add(new Edit(name, null));
    }

    /// Replaces every field of a name by one.
    public void set(String name, String value) {
        edits.add(new Edit(name, value));
    }

    public List<Edit> edits() {
        return edits;
    }
}
