package io.grantway.boot;

import io.grantway.authserver.ScopeConfig;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.PolicySettings;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.OperationConfig;
import io.grantway.gateway.OperationPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Checks the operations of the APIs of one workspace: each at its place.
///
/// @param alone whether the routes and servers that they need may be elsewhere
record OperationCheck(
        WorkspaceConfig workspace, boolean alone, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run() {
        Optional<Collection<String>> offered = offered();
        for (ApiConfig api : workspace.apis()) {
            Map<String, Place> names = new HashMap<>();
            Map<String, Place> requests = new HashMap<>();
            for (OperationConfig operation : api.operations()) {
                Place place = loaded.at(operation, operation.name() == null ? "paths" : "name");
                checkMethods(operation);
                checkPaths(api, operation, requests);
                checkScopes(operation, isOwn(api, operation) ? offered : Optional.empty());
                if (operation.name() != null) {
                    ConfigurationCheck.once(
                            names, operation.knownAs(), place, "operation", mistakes);
                }
            }
        }
    }

    /// Every scope that a token of this workspace can have; empty where nobody can say.
    private Optional<Collection<String>> offered() {
        boolean known =
                !workspace.authorizationServers().isEmpty()
                        && workspace.authorizationServers().size()
                                == workspace.builtInServers().size();
        if (!known) {
            return Optional.empty();
        }
        TreeSet<String> scopes = new TreeSet<>(List.of("openid", "profile"));
        workspace.builtInServers().stream()
                .flatMap(server -> server.scopes().stream().map(ScopeConfig::name))
                .forEach(scopes::add);
        policies()
                .filter(OAuth2Settings.class::isInstance)
                .map(OAuth2Settings.class::cast)
                .forEach(settings -> scopes.addAll(settings.scopes()));
        return Optional.of(scopes);
    }

    private Stream<PolicySettings> policies() {
        Stream<PolicySettings> ofApis =
                workspace.apis().stream()
                        .flatMap(api ->
                                Stream.concat(
                                        api.policies().stream(),
                                        api.routes().stream()
                                                .flatMap(route -> route.policies().stream())));
        return Stream.concat(workspace.policies().stream(), ofApis);
    }

    private void checkMethods(OperationConfig operation) {
        for (int i = 0; i < operation.methods().size(); i++) {
            if (!operation.methods().get(i).matches(RouteCheck.METHOD)) {
                mistakes.add(
                        loaded.at(operation, "methods", i),
                        "a method is written in capitals: GET, POST");
            }
        }
    }

    private void checkPaths(ApiConfig api, OperationConfig operation, Map<String, Place> requests) {
        if (operation.paths().isEmpty()) {
            mistakes.add(
                    loaded.at(operation, "paths"),
                    "an operation needs paths, such as [/orders, \"/orders/{id}\"]");
        }
        for (int i = 0; i < operation.paths().size(); i++) {
            Place place = loaded.at(operation, "paths", i);
            try {
                OperationPath path = OperationPath.parse(operation.paths().get(i));
                checkOnce(operation, path, place, requests);
                if (!alone && isOwn(api, operation) && !isReached(api, operation, path)) {
                    mistakes.add(
                            place,
                            "no route of the API \""
                                    + api.name()
                                    + "\" takes this path with these methods");
                }
            } catch (IllegalArgumentException e) {
                mistakes.add(place, String.valueOf(e.getMessage()));
            }
        }
    }

    /// Of two operations for the same requests one would never be found, and its scopes not be
    /// asked for.
    private void checkOnce(
            OperationConfig operation,
            OperationPath path,
            Place place,
            Map<String, Place> requests) {
        List<String> methods =
                operation.methods().isEmpty() ? List.of("every method") : operation.methods();
        for (String method : methods) {
            Place first = requests.putIfAbsent(method + " " + path.shape(), place);
            if (first != null) {
                mistakes.addDuplicate(
                        place, first, "another operation takes " + method + " of this path");
            }
        }
    }

    /// Whether the configuration itself says it. A document that somebody else wrote may well say
    /// more than is offered here; `grantway check` tells.
    private boolean isOwn(ApiConfig api, OperationConfig operation) {
        return isOwn(api, operation, loaded);
    }

    static boolean isOwn(ApiConfig api, OperationConfig operation, Loaded<Configuration> loaded) {
        return loaded.at(operation).file().equals(loaded.at(api).file());
    }

    private static boolean isReached(ApiConfig api, OperationConfig operation, OperationPath path) {
        return api.routes().isEmpty()
                || api.routes().stream()
                        .anyMatch(route -> RouteReach.reaches(route, operation, path));
    }

    private void checkScopes(OperationConfig operation, Optional<Collection<String>> offered) {
        checkScopes(operation, "scopes", operation.scopes(), offered);
        checkScopes(operation, "anyScope", operation.anyScope(), offered);
    }

    private void checkScopes(
            OperationConfig operation,
            String key,
            List<String> scopes,
            Optional<Collection<String>> offered) {
        for (int i = 0; i < scopes.size(); i++) {
            String scope = scopes.get(i);
            Place place = loaded.at(operation, key, i);
            if (!AuthorizationServerCheck.SCOPE.matcher(scope).matches()) {
                mistakes.add(place, AuthorizationServerCheck.SCOPE_FORM);
            } else if (offered.isPresent() && !offered.get().contains(scope)) {
                mistakes.addUnknown(
                        place,
                        "no authorization server of this workspace offers the scope \""
                                + scope
                                + "\"",
                        scope,
                        offered.get());
            }
        }
    }
}
