package io.grantway.gateway;

import io.grantway.gateway.upstream.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Compiles the routes of an API from its checked configuration: one for each host and path that a
/// route names.
public final class Routing {
    private Routing() {}

    /// What is said of a route besides its configuration.
    ///
    /// @param name for logs
    public record Seat(String workspace, String api, String name) {}

    /// @param policies of the route of a name, made
    public static List<Route> routes(
            String workspace,
            ApiConfig api,
            Function<String, List<Policy>> policies,
            Upstream upstream) {
        OperationTable operations = OperationTable.of(api.operations());
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < api.routes().size(); i++) {
            String name = name(api, i);
            Seat seat = new Seat(workspace, api.name(), name);
            RouteConfig route = api.routes().get(i);
            routes.addAll(routes(seat, route, policies.apply(name), upstream, operations));
        }
        return routes;
    }

    /// The name of an API's route: its own, or made of the API's and the route's place.
    public static String name(ApiConfig api, int index) {
        String own = api.routes().get(index).name();
        return own == null ? api.name() + "-" + (index + 1) : own;
    }

    /// One route.
    ///
    /// @param policies of the route, made
    /// @param operations of the API
    public static List<Route> routes(
            Seat seat,
            RouteConfig route,
            List<Policy> policies,
            Upstream upstream,
            OperationTable operations) {
        return routes(
                seat,
                route,
                new Route.Action(withTransport(route, policies), upstream, operations));
    }

    private static List<Route> routes(Seat seat, RouteConfig route, Route.Action action) {
        List<PathPattern> patterns =
                route.paths().isEmpty()
                        ? List.of(PathPattern.ANY)
                        : route.paths().stream().map(PathPattern::parse).toList();
        List<Route> routes = new ArrayList<>();
        for (Route.Match match : matches(route, patterns)) {
            PathRewrite rewrite = PathRewrite.of(match.path(), route.stripPath(), route.rewrite());
            routes.add(
                    new Route(
                            seat.workspace(),
                            seat.api(),
                            seat.name(),
                            match,
                            rewrite,
                            route.preserveHost(),
                            action));
        }
        return routes;
    }

    /// The policies, and before them, where the route does not take every protocol, the check.
    private static List<Policy> withTransport(RouteConfig route, List<Policy> policies) {
        if (route.protocols().containsAll(List.of(Protocol.values()))) {
            return policies;
        }
        List<Policy> all = new ArrayList<>();
        all.add(new RequireTransport(route.protocols().getFirst(), route.insecureStatus()));
        all.addAll(policies);
        return all;
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
