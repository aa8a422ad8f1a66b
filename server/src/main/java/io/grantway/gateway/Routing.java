package io.grantway.gateway;

import io.grantway.gateway.upstream.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Compiles the routes of an API from its checked configuration: one for each host and path that a
/// route names.
public final class Routing {
    private Routing() {}

    /// @param policies of the API, made
    public static List<Route> routes(
            String workspace, ApiConfig api, List<Policy> policies, Upstream upstream) {
        List<Route> routes = new ArrayList<>();
        Route.Action action = new Route.Action(policies, upstream);
        for (int i = 0; i < api.routes().size(); i++) {
            RouteConfig route = api.routes().get(i);
            String name = route.name() == null ? api.name() + "-" + (i + 1) : route.name();
            List<PathPattern> patterns =
                    route.paths().isEmpty()
                            ? List.of(PathPattern.ANY)
                            : route.paths().stream().map(PathPattern::parse).toList();
            for (Route.Match match : matches(route, patterns)) {
                PathRewrite rewrite =
                        PathRewrite.of(match.path(), route.stripPath(), route.rewrite());
                routes.add(
                        new Route(
                                workspace,
                                api.name(),
                                name,
                                match,
                                rewrite,
                                route.preserveHost(),
                                action));
            }
        }
        return routes;
    }

    /// Every combination of a route's hosts and paths.
    public static List<Route.Match> matches(RouteConfig route, List<PathPattern> patterns) {
        List<Optional<String>> hosts =
                route.hosts().isEmpty()
                        ? List.of(Optional.empty())
                        : route.hosts().stream()
                                .map(host -> Optional.of(host.toLowerCase(Locale.ROOT)))
                                .toList();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(route.headers());
        List<Route.Match> matches = new ArrayList<>();
        for (Optional<String> host : hosts) {
            for (PathPattern pattern : patterns) {
                matches.add(new Route.Match(host, pattern, route.methods(), headers));
            }
        }
        return matches;
    }
}
