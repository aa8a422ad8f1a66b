package io.grantway.oauth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// A set of scope tokens in the order they were asked for (RFC 6749 §3.3).
public record Scopes(SequencedSet<String> tokens) {
    public static final Scopes NONE = new Scopes(new LinkedHashSet<>());

    public Scopes {
        tokens = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(tokens));
    }

    /// Reads tokens separated by spaces.
    public static Scopes parse(String text) {
        return of(List.of(text.strip().split("\\s+")));
    }

    public static Scopes of(Collection<String> tokens) {
        LinkedHashSet<String> kept = new LinkedHashSet<>(tokens);
        kept.remove("");
        return kept.isEmpty() ? NONE : new Scopes(kept);
    }

    public boolean isEmpty() {
        return tokens.isEmpty();
    }

    public boolean contains(String token) {
        return tokens.contains(token);
    }

    public boolean containsAll(Scopes others) {
        return tokens.containsAll(others.tokens);
    }

    /// Those of these tokens that the other set does not hold.
    public List<String> missingFrom(Scopes others) {
        List<String> missing = new ArrayList<>(tokens);
        missing.removeAll(others.tokens);
        return missing;
    }

    /// The wire form: tokens separated by single spaces.
    @Override
    public String toString() {
        return String.join(" ", tokens);
    }
}
