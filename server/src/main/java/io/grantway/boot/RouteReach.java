package io.grantway.boot;

import io.grantway.gateway.OperationConfig;
import io.grantway.gateway.OperationPath;
import io.grantway.gateway.PathPattern;
import io.grantway.gateway.RouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which calls of operations come by which routes.
final class RouteReach {
    private RouteReach() {}

    /// Whether some call of an operation's path comes by a route.
    static boolean reaches(RouteConfig route, OperationConfig operation, OperationPath path) {
        return takesOneOf(route, operation.methods()) && takes(route, path);
    }

    /// The same, of any path of an operation.
    static boolean reaches(RouteConfig route, OperationConfig operation) {
        return paths(operation).stream().anyMatch(path -> reaches(route, operation, path));
    }

    /// Whether some call of one method and one path of a route is of an operation.
    ///
    /// @param method empty for any
    static boolean covers(OperationConfig operation, Optional<String> method, PathPattern path) {
        boolean methodFits =
                operation.methods().isEmpty()
                        || method.isEmpty()
                        || operation.methods().contains(method.get())
                        || (method.get().equals("HEAD") && operation.methods().contains("GET"));
        return methodFits && paths(operation).stream().anyMatch(each -> each.meets(path));
    }

    /// Those that can be read; the others are reported where they are checked.
    static List<OperationPath> paths(OperationConfig operation) {
        List<OperationPath> paths = new ArrayList<>();
        for (String text : operation.paths()) {
            try {
                paths.add(OperationPath.parse(text));
            } catch (IllegalArgumentException _) {
                // Reported elsewhere.
            }
        }
        return paths;
    }

    private static boolean takesOneOf(RouteConfig route, List<String> methods) {
        return route.methods().isEmpty()
                || methods.isEmpty()
                || methods.stream().anyMatch(route.methods()::contains)
                || (methods.contains("GET") && route.methods().contains("HEAD"));
    }

    private static boolean takes(RouteConfig route, OperationPath path) {
        if (route.paths().isEmpty()) {
            return true;
        }
        for (String each : route.paths()) {
            try {
                if (path.meets(PathPattern.parse(each))) {
                    return true;
                }
            } catch (IllegalArgumentException _) {
                // Reported where the routes are checked; it may have been meant for this path.
                return true;
            }
        }
        return false;
    }
}
