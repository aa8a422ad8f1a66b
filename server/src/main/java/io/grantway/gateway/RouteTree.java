package io.grantway.gateway;

import io.grantway.http.RequestHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The routes of one host, as a tree of path segments.
final class RouteTree {
    /// More headers before fewer, named methods before any: the order in which routes of one path
    /// are tried.
    private static final Comparator<Route> MOST_SPECIFIC_FIRST =
            Comparator.<Route>comparingInt(route -> -route.match().headers().size())
                    .thenComparing(route -> route.match().methods().isEmpty());

    private final Map<String, RouteTree> literals = new HashMap<>();
    private @Nullable RouteTree variable;
    private final List<Route> exact = new ArrayList<>(1);
    private final List<Route> prefix = new ArrayList<>(1);

    void add(Route route) {
        RouteTree node = this;
        for (String segment : route.match().path().segments()) {
            node = node.child(segment);
        }
        List<Route> ending = route.match().path().exact() ? node.exact : node.prefix;
        ending.add(route);
        ending.sort(MOST_SPECIFIC_FIRST);
    }

    private RouteTree child(String segment) {
        if (!PathPattern.isVariable(segment)) {
            return literals.computeIfAbsent(segment, _ -> new RouteTree());
        }
        if (variable == null) {
            variable = new RouteTree();
        }
        return variable;
    }

    /// @param allowed takes the methods of routes that match but for the method, where anybody asks
    @Nullable Route find(RequestHead request, @Nullable Set<String> allowed) {
        return find(request, request.target().path(), 0, allowed);
    }

    /// @param from the index of the slash before the next segment, or the path's length at its end
    private @Nullable Route find(
            RequestHead request, String path, int from, @Nullable Set<String> allowed) {
        boolean ended = from >= path.length() || (from == 0 && path.length() == 1);
        if (ended) {
            Route route = firstMatching(exact, request, allowed);
            return route == null ? firstMatching(prefix, request, allowed) : route;
        }
        int slash = path.indexOf('/', from + 1);
        int end = slash < 0 ? path.length() : slash;
        Route route = null;
        if (!literals.isEmpty()) {
            RouteTree child = literals.get(path.substring(from + 1, end));
            route = child == null ? null : child.find(request, path, end, allowed);
        }
        if (route == null && variable != null && end > from + 1) {
            route = variable.find(request, path, end, allowed);
        }
        return route == null ? firstMatching(prefix, request, allowed) : route;
    }

    private static @Nullable Route firstMatching(
            List<Route> routes, RequestHead request, @Nullable Set<String> allowed) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            if (headersMatch(route, request)) {
                List<String> methods = route.match().methods();
                if (methods.isEmpty() || methods.contains(request.method())) {
                    return route;
                }
                if (allowed != null) {
                    allowed.addAll(methods);
                }
            }
        }
        return null;
    }

    private static boolean headersMatch(Route route, RequestHead request) {
        Map<String, String> wanted = route.match().headers();
        if (wanted.isEmpty()) {
            return true;
        }
        for (Map.Entry<String, String> field : wanted.entrySet()) {
            if (!request.headers().all(field.getKey()).contains(field.getValue())) {
                return false;
            }
        }
        return true;
    }
}
