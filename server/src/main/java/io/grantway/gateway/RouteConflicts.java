package io.grantway.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Pairs of routes that some request would match equally well, so that nothing decides between
/// them.
public final class RouteConflicts {
    /// The conditions of two routes of which neither is more specific.
    public record Pair(Route.Match first, Route.Match second) {}

    private record Place(String host, String shape, int headers, boolean anyMethod) {}

    private RouteConflicts() {}

    public static List<Pair> among(List<Route.Match> routes) {
        Map<Place, List<Route.Match>> byPlace = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (Route.Match route : routes) {
            List<Route.Match> rivals =
                    byPlace.computeIfAbsent(placeOf(route), _ -> new ArrayList<>());
            for (Route.Match rival : rivals) {
                if (overlap(rival, route)) {
                    pairs.add(new Pair(rival, route));
                }
            }
            rivals.add(route);
        }
        return pairs;
    }

    private static Place placeOf(Route.Match match) {
        return new Place(
                match.host().orElse(""),
                match.path().shape(),
                match.headers().size(),
                match.methods().isEmpty());
    }

    private static boolean overlap(Route.Match one, Route.Match other) {
        boolean methodsMeet =
                one.methods().isEmpty() || !Collections.disjoint(one.methods(), other.methods());
        return methodsMeet && !contradict(one.headers(), other.headers());
    }

    /// Whether no single request can meet both: a header must have two values at once. (It could be
    /// sent twice, but then the order in the file decides, which is good enough for a request
    /// nobody sends.)
    private static boolean contradict(Map<String, String> one, Map<String, String> other) {
        return one.entrySet().stream()
                .anyMatch(field ->
                        other.entrySet().stream()
                                .anyMatch(rival ->
                                        rival.getKey().equalsIgnoreCase(field.getKey())
                                                && !rival.getValue().equals(field.getValue())));
    }
}
