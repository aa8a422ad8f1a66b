package io.grantway.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The scopes that a token needs: all of the one, and one of the other.
///
/// @param exact whether it says just what the alternatives say; where not, it lets less through
record ScopeRequirement(SequencedSet<String> all, SequencedSet<String> any, boolean exact) {

    /// What alternatives come to, of which each is enough and needs every scope in it.
    ///
    /// @param alternatives none: nothing is needed
    static ScopeRequirement of(List<? extends SequencedSet<String>> alternatives) {
        List<SequencedSet<String>> least = least(alternatives);
        if (least.isEmpty()) {
            return of(new LinkedHashSet<>());
        }
        LinkedHashSet<String> common = new LinkedHashSet<>(least.getFirst());
        least.forEach(common::retainAll);
        LinkedHashSet<String> any = new LinkedHashSet<>();
        for (SequencedSet<String> each : least) {
            List<String> rest = new ArrayList<>(each);
            rest.removeAll(common);
            if (rest.size() > 1) {
                // One alternative alone lets through nothing that the document would not.
                return new ScopeRequirement(least.getFirst(), new LinkedHashSet<>(), false);
            }
            any.addAll(rest);
        }
        if (any.size() == 1) {
            common.addAll(any);
            any.clear();
        }
        return new ScopeRequirement(common, any, true);
    }

    private static ScopeRequirement of(SequencedSet<String> all) {
        return new ScopeRequirement(all, new LinkedHashSet<>(), true);
    }

    /// Those that need nothing beyond what another one needs make that one pointless.
    private static List<SequencedSet<String>> least(
            Collection<? extends SequencedSet<String>> alternatives) {
        List<SequencedSet<String>> least = new ArrayList<>();
        for (SequencedSet<String> each : alternatives) {
            if (least.stream().noneMatch(each::containsAll)) {
                least.removeIf(other -> other.containsAll(each));
                least.add(each);
            }
        }
        return least;
    }
}
