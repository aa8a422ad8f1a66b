package io.grantway.gateway;

import io.grantway.config.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The routes that come close to a request that none took, and what each of them lacks. For a
/// person who asks later; no part of finding a route.
record NearRoutes(String method, String host, String path) {
    private static final int MOST = 5;

    /// How close, from the closest; and in words what is missing.
    private record Near(int distance, String sentence) {}

    List<String> among(List<Route> routes) {
        return routes.stream()
                .map(this::near)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Near::distance))
                .limit(MOST)
                .map(Near::sentence)
                .toList();
    }

    private Optional<Near> near(Route route) {
        Route.Match match = route.match();
        boolean hostFits = match.host().map(this::fits).orElse(true);
        boolean pathFits = fits(match.path());
        if (pathFits && hostFits) {
            return Optional.of(
                    takesMethod(match)
                            ? say(
                                    0,
                                    route,
                                    "takes this host, path and method with header fields "
                                            + String.join(", ", match.headers().keySet())
                                            + " only")
                            : say(
                                    1,
                                    route,
                                    "takes this host and path with "
                                            + String.join(", ", match.methods())
                                            + " only"));
        }
        if (pathFits) {
            return Optional.of(
                    say(
                            2,
                            route,
                            "takes this path on the host " + match.host().orElse("") + " only"));
        }
        if (hostFits && (match.host().isPresent() || resembles(match.path()))) {
            return Optional.of(
                    say(3, route, "takes this host, but its path is " + match.path().text()));
        }
        return Optional.empty();
    }

    private static Near say(int distance, Route route, String text) {
        return new Near(
                distance,
                "route "
                        + route.name()
                        + " of the API "
                        + route.api()
                        + " in the workspace "
                        + route.workspace()
                        + " "
                        + text);
    }

    private boolean takesMethod(Route.Match match) {
        return match.methods().isEmpty() || match.methods().contains(method);
    }

    private boolean fits(String pattern) {
        return pattern.startsWith("*.")
                ? host.endsWith(pattern.substring(1))
                : host.equals(pattern);
    }

    private boolean fits(PathPattern pattern) {
        List<String> wanted = pattern.segments();
        List<String> given = segments();
        if (given.size() < wanted.size() || (pattern.exact() && given.size() > wanted.size())) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!PathPattern.isVariable(wanted.get(i)) && !wanted.get(i).equals(given.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether a person may have meant this path: its first segment is the same, or nearly.
    private boolean resembles(PathPattern pattern) {
        List<String> given = segments();
        if (pattern.segments().isEmpty() || given.isEmpty()) {
            return false;
        }
        String first = pattern.segments().getFirst();
        return Nearest.to(given.getFirst(), List.of(first)).isPresent()
                || first.equals(given.getFirst());
    }

    private List<String> segments() {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
