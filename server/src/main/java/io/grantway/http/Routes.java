package io.grantway.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A handler made of handlers, one for each method and path pattern; the most specific pattern
/// wins. No pattern: 404. A pattern but not the method: 405 with `Allow`.
public final class Routes implements Handler {
    private record Route(String method, PathTemplate template, Handler handler) {}

    private final List<Route> routes;

    private Routes(List<Route> routes) {
        this.routes = routes;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Response handle(Request request) {
        List<String> segments = PathTemplate.segments(request.path());
        boolean closed = segments.size() > 1 && segments.getLast().isEmpty();
        // `/users/` is `/users` where nothing else is there.
        if (closed && routes.stream().noneMatch(route -> route.template().matches(segments))) {
            return handle(request, segments.subList(0, segments.size() - 1));
        }
        return handle(request, segments);
    }

    private Response handle(Request request, List<String> segments) {
        String method = request.method();
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            if (!route.template().matches(segments)) {
                continue;
            }
            if (route.method().equals(method)
                    || (route.method().equals("GET") && method.equals("HEAD"))) {
                return route.handler().handle(with(request, route.template().variables(segments)));
            }
            allowed.add(route.method());
            if (route.method().equals("GET")) {
                allowed.add("HEAD");
            }
        }
        if (allowed.isEmpty()) {
            throw Problem.notFound("there is nothing at " + request.path());
        }
        throw Problem.of(
                        405,
                        "method_not_allowed",
                        method + " is not possible here, only " + String.join(", ", allowed))
                .with("Allow", String.join(", ", allowed));
    }

    private static Request with(Request request, Map<String, String> found) {
        if (found.isEmpty()) {
            return request;
        }
        Map<String, String> all = new HashMap<>(request.variables());
        all.putAll(found);
        return new Request(request.head(), request.body(), all);
    }

    /// Collects the routes.
    public static final class Builder {
        private final List<Route> routes = new ArrayList<>();
        private final Set<String> taken = new HashSet<>();

        private Builder() {}

        /// @param method in upper case; a route for `GET` answers `HEAD` too
        /// @param pattern such as `/api/v1/users/{id}`; a last segment `{rest...}` takes all that
        ///   follows, slashes included
        /// @throws IllegalArgumentException when the pattern is malformed, or another takes the
        ///   same requests
        public Builder on(String method, String pattern, Handler handler) {
            PathTemplate template = PathTemplate.of(pattern);
            if (!taken.add(method + " " + template.shape())) {
                throw new IllegalArgumentException(
                        "two routes for " + method + " " + template.shape());
            }
            routes.add(new Route(method, template, handler));
            return this;
        }

        public Routes build() {
            List<Route> sorted = new ArrayList<>(routes);
            sorted.sort(Comparator.comparing(Route::template));
            return new Routes(List.copyOf(sorted));
        }
    }
}
