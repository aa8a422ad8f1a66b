package io.grantway.gateway;

import io.grantway.http.RequestHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the route of a request: by host, then path, then headers, then method, the most specific
/// first. Immutable; the cost does not grow with the number of routes.
public final class RouteTable {
    private final Map<String, RouteTree> exactHosts = new HashMap<>();
    private final Map<String, RouteTree> wildcardHosts = new HashMap<>();
    private final RouteTree anyHost = new RouteTree();
    private final List<Route> routes;

    /// What a look-up comes to.
    public sealed interface Found {
        /// The route of the request.
        record Matched(Route route) implements Found {}

        /// Routes have the path, but none takes the method.
        ///
        /// @param allowed what they take, for `Allow`
        record WrongMethod(List<String> allowed) implements Found {}

        /// No route has the path.
        record Nothing() implements Found {}
    }

    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        routes.forEach(route -> treeOf(route).add(route));
    }

    private RouteTree treeOf(Route route) {
        String host = route.match().host().orElse("");
        if (host.isEmpty()) {
            return anyHost;
        }
        return host.startsWith("*.")
                ? wildcardHosts.computeIfAbsent(host.substring(1), _ -> new RouteTree())
                : exactHosts.computeIfAbsent(host, _ -> new RouteTree());
    }

    public Found find(RequestHead request) {
        Route route = search(request, null);
        if (route != null) {
            return new Found.Matched(route);
        }
        TreeSet<String> allowed = new TreeSet<>();
        search(request, allowed);
        return allowed.isEmpty()
                ? new Found.Nothing()
                : new Found.WrongMethod(new ArrayList<>(allowed));
    }

    private @Nullable Route search(RequestHead request, @Nullable Set<String> allowed) {
        String host = request.target().host();
        RouteTree exact = exactHosts.isEmpty() ? null : exactHosts.get(host);
        Route route = exact == null ? null : exact.find(request, allowed);
        if (route == null && !wildcardHosts.isEmpty()) {
            route = searchWildcards(host, request, allowed);
        }
        return route == null ? anyHost.find(request, allowed) : route;
    }

    private @Nullable Route searchWildcards(
            String host, RequestHead request, @Nullable Set<String> allowed) {
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            RouteTree tree = wildcardHosts.get(host.substring(dot));
            Route route = tree == null ? null : tree.find(request, allowed);
            if (route != null) {
                return route;
            }
        }
        return null;
    }

    /// Which routes come close to a request that none takes, and what each lacks, in a sentence
    /// each; the closest first. Looks at every route: for a person who asks, not for a call.
    public List<String> near(String method, String host, String path) {
        return new NearRoutes(method, host, path).among(routes);
    }
}
