package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.PathPattern;
import io.grantway.gateway.PathRewrite;
import io.grantway.gateway.Route;
import io.grantway.gateway.RouteConfig;
import io.grantway.gateway.RouteConflicts;
import io.grantway.gateway.Routing;
import io.grantway.services.ChannelConfig;
import io.grantway.services.RestChannelConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Checks the routes of all workspaces, which share the gateway's addresses: patterns that cannot
/// be meant, and pairs of which neither is more specific.
final class RouteCheck {
    static final String METHOD = "[A-Z][A-Z-]*";

    private final Loaded<Configuration> loaded;
    private final Mistakes mistakes;
    private final boolean alone;
    private final IdentityHashMap<Route.Match, Place> places = new IdentityHashMap<>();
    private final List<Route.Match> matches = new ArrayList<>();

    RouteCheck(Loaded<Configuration> loaded, Mistakes mistakes, boolean alone) {
        this.alone = alone;
        this.loaded = loaded;
        this.mistakes = mistakes;
    }

    void run() {
        for (WorkspaceConfig workspace : loaded.value().allWorkspaces()) {
            Map<String, Place> names = new HashMap<>();
            for (ApiConfig api : workspace.apis()) {
                checkNames(api, names);
                if (api.routes().isEmpty() && !alone) {
                    mistakes.add(
                            loaded.at(api, "routes"), "an API without a route cannot be called");
                }
                api.routes().forEach(this::check);
            }
            workspace.channels().forEach(this::check);
        }
        for (RouteConflicts.Pair pair : RouteConflicts.among(matches)) {
            mistakes.addDuplicate(
                    placeOf(pair.second()),
                    placeOf(pair.first()),
                    "another route matches the same requests and neither is more specific");
        }
    }

    /// A route is known by its name, which a policy of its own is found by.
    private void checkNames(ApiConfig api, Map<String, Place> names) {
        for (int i = 0; i < api.routes().size(); i++) {
            String name = Routing.name(api, i);
            Place place = loaded.at(api.routes().get(i), "name");
            Place first = names.putIfAbsent(name, place);
            if (first != null) {
                mistakes.addDuplicate(place, first, "the route \"" + name + "\" is there twice");
            }
        }
    }

    private void check(ChannelConfig channel) {
        RestChannelConfig rest = channel.rest();
        if (rest == null) {
            return;
        }
        try {
            for (Route.Match match : ChannelRoutes.matches(rest)) {
                matches.add(match);
                places.put(match, loaded.at(rest, "path"));
            }
        } catch (IllegalArgumentException e) {
            mistakes.add(loaded.at(rest, "path"), String.valueOf(e.getMessage()));
        }
    }

    private Place placeOf(Route.Match match) {
        Place place = places.get(match);
        if (place == null) {
            throw new IllegalStateException("a match that was not collected here");
        }
        return place;
    }

    private void check(RouteConfig route) {
        checkHosts(route);
        checkMethods(route);
        if (route.stripPath() && route.rewrite() != null) {
            mistakes.add(loaded.at(route, "rewrite"), "a route has stripPath or rewrite, not both");
        }
        List<PathPattern> patterns = patterns(route);
        for (Route.Match match : Routing.matches(route, patterns)) {
            matches.add(match);
            places.put(match, loaded.at(route));
        }
    }

    private List<PathPattern> patterns(RouteConfig route) {
        List<PathPattern> patterns = new ArrayList<>();
        for (int i = 0; i < route.paths().size(); i++) {
            try {
                PathPattern pattern = PathPattern.parse(route.paths().get(i));
                patterns.add(pattern);
                checkRewrite(route, pattern);
            } catch (IllegalArgumentException e) {
                mistakes.add(loaded.at(route, "paths", i), String.valueOf(e.getMessage()));
            }
        }
        return patterns.isEmpty() && route.paths().isEmpty() ? List.of(PathPattern.ANY) : patterns;
    }

    private void checkRewrite(RouteConfig route, PathPattern pattern) {
        try {
            PathRewrite.of(pattern, route.stripPath(), route.rewrite());
        } catch (IllegalArgumentException e) {
            mistakes.add(loaded.at(route, "rewrite"), String.valueOf(e.getMessage()));
        }
    }

    private void checkHosts(RouteConfig route) {
        for (int i = 0; i < route.hosts().size(); i++) {
            String host = route.hosts().get(i).toLowerCase(Locale.ROOT);
            String name = host.startsWith("*.") ? host.substring(2) : host;
            if (!name.matches("[a-z0-9._-]+|\\[[0-9a-f:.]+\\]")) {
                mistakes.add(
                        loaded.at(route, "hosts", i),
                        "a host is a name without a port, or *. and a name: api.example.com,"
                                + " *.example.com");
            }
        }
    }

    private void checkMethods(RouteConfig route) {
        for (int i = 0; i < route.methods().size(); i++) {
            if (!route.methods().get(i).matches(METHOD)) {
                mistakes.add(
                        loaded.at(route, "methods", i),
                        "a method is written in capitals: GET, POST");
            }
        }
    }
}
