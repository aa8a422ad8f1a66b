package io.grantway.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// Collects what is wrong, so that everything is said at once. Belongs to one thread.
public final class Mistakes {
    private static final int LISTED = 30;

    private final SequencedSet<Mistake> all = new LinkedHashSet<>();

    void add(Mistake mistake) {
        all.add(mistake);
    }

    public void add(Place place, String message) {
        all.add(new Mistake(place, message, Optional.empty()));
    }

    /// A name that means nothing: says the nearest known one, or, where none is near, all of them.
    ///
    /// @param message such as `there is no consumer "acmee"`
    public void addUnknown(Place place, String message, String wanted, Collection<String> known) {
        Optional<String> nearest = Nearest.to(wanted, known);
        boolean list = nearest.isEmpty() && !known.isEmpty();
        String more = known.size() > LISTED ? ", …" : "";
        String names = known.stream().limit(LISTED).collect(Collectors.joining(", ", "", more));
        String text = list ? message + "; known here: " + names : message;
        all.add(new Mistake(place, text, nearest));
    }

    /// Something said twice that may be said once: names both places.
    public void addDuplicate(Place second, Place first, String message) {
        add(second, message + ", also at " + first.brief());
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public int size() {
        return all.size();
    }

    /// In the order of files and lines.
    public List<Mistake> list() {
        return all.stream().sorted(Mistake.IN_READING_ORDER).toList();
    }

    /// @throws ConfigRejected with all of them, where there are any
    public void throwIfAny(Sources sources) {
        if (!isEmpty()) {
            throw new ConfigRejected(list(), sources);
        }
    }
}
