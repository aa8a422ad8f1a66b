package io.grantway.outbound;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys of which exactly one is said: kinds of a thing.
final class OneOf {
    private final String what;
    private final List<String> known = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /// @param what the thing with its article, and its name
    OneOf(String what) {
        this.what = what;
    }

    OneOf kind(String key, @Nullable Object value) {
        known.add(key);
        if (value != null) {
            said.add(key);
        }
        return this;
    }

    /// @throws IllegalArgumentException where none is said, or several are
    void check() {
        String all = String.join(", ", known);
        if (said.isEmpty()) {
            throw new IllegalArgumentException(
                    what
                            + (known.size() == 1 ? " needs " + all : " needs one key of: " + all)
                            + ": what kind it is");
        }
        if (said.size() > 1) {
            throw new IllegalArgumentException(
                    what + " is " + String.join(" and ", said) + "; only one of these: " + all);
        }
    }
}
