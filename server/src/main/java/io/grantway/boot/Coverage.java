package io.grantway.boot;

import io.grantway.authserver.ScopeConfig;
import io.grantway.config.Loaded;
import io.grantway.config.Nearest;
import io.grantway.config.Note;
import io.grantway.config.Place;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.OperationConfig;
import io.grantway.gateway.PathPattern;
import io.grantway.gateway.RouteConfig;
import io.grantway.gateway.Routing;
import io.grantway.gateway.policy.RequireTokenSettings;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.notice.Receivers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Whether the operations of the APIs of a workspace are protected and can be called, as their
/// author may think: what is no mistake, and yet is seldom meant.
record Coverage(WorkspaceConfig workspace, Loaded<Configuration> loaded, SequencedSet<Note> notes) {

    /// Of a whole configuration.
    static SequencedSet<Note> of(Loaded<Configuration> loaded) {
        SequencedSet<Note> notes = new LinkedHashSet<>();
        for (WorkspaceConfig workspace : loaded.value().allWorkspaces()) {
            new Coverage(workspace, loaded, notes).run();
            mails(workspace, loaded, notes);
        }
        return notes;
    }

    /// Mail that no server would send.
    private static void mails(
            WorkspaceConfig workspace, Loaded<Configuration> loaded, SequencedSet<Note> notes) {
        VaultConfig vault = workspace.vault();
        if (vault != null && Receivers.needMail(vault) && loaded.value().server().mail() == null) {
            notes.add(
                    new Note(
                            loaded.at(vault, "notify"),
                            "no mail goes: notify names a mail address, and server.mail no"
                                    + " server"));
        }
    }

    private void run() {
        for (ApiConfig api : workspace.apis()) {
            if (!api.operations().isEmpty()) {
                api.operations().forEach(operation -> look(api, operation));
                for (int i = 0; i < api.routes().size(); i++) {
                    look(api, api.routes().get(i), Routing.name(api, i));
                }
            }
        }
    }

    private void look(ApiConfig api, OperationConfig operation) {
        List<RouteConfig> routes =
                api.routes().stream()
                        .filter(route -> RouteReach.reaches(route, operation))
                        .toList();
        if (routes.isEmpty() && !OperationCheck.isOwn(api, operation, loaded)) {
            note(
                    loaded.at(operation),
                    "unreachable operation: no route of the API " + api.name() + " takes it");
        }
        boolean open = operation.scopes().isEmpty() && operation.anyScope().isEmpty();
        for (RouteConfig route : routes) {
            Optional<RequireTokenSettings> policy = tokenPolicy(api, route);
            if (open && policy.filter(Coverage::asksForNoScope).isPresent()) {
                note(
                        loaded.at(operation),
                        "open operation: every good token opens "
                                + operation.knownAs()
                                + ", whatever its scopes");
            }
            policy.ifPresent(asking -> lookAtScopes(operation, asking));
        }
    }

    /// The `requireToken` that calls of a route are put through.
    private Optional<RequireTokenSettings> tokenPolicy(ApiConfig api, RouteConfig route) {
        return Stream.of(route.policies(), api.policies(), workspace.policies())
                .flatMap(List::stream)
                .filter(RequireTokenSettings.class::isInstance)
                .map(RequireTokenSettings.class::cast)
                .findFirst();
    }

    private static boolean asksForNoScope(RequireTokenSettings policy) {
        return policy.scopes().isEmpty() && policy.anyScope().isEmpty();
    }

    private void lookAtScopes(OperationConfig operation, RequireTokenSettings policy) {
        Optional<TreeSet<String>> offered = offered(policy);
        if (offered.isEmpty()) {
            return;
        }
        for (int i = 0; i < operation.scopes().size(); i++) {
            String scope = operation.scopes().get(i);
            if (!offered.get().contains(scope)) {
                notOffered(loaded.at(operation, "scopes", i), scope, offered.get());
            }
        }
        List<String> any = operation.anyScope();
        if (!any.isEmpty() && any.stream().noneMatch(offered.get()::contains)) {
            notOffered(loaded.at(operation, "anyScope", 0), any.getFirst(), offered.get());
        }
    }

    private void notOffered(Place place, String scope, TreeSet<String> offered) {
        String meant =
                Nearest.to(scope, offered).map(near -> "; did you mean " + near + "?").orElse("");
        note(
                place,
                "scope that nobody gives: no server whose tokens requireToken takes offers "
                        + scope
                        + meant);
    }

    /// The scopes of all servers that a policy takes tokens of; empty where some are somebody
    /// else's.
    private Optional<TreeSet<String>> offered(RequireTokenSettings policy) {
        List<AuthorizationServerConfig> servers =
                workspace.authorizationServers().stream()
                        .filter(server ->
                                policy.from().isEmpty() || policy.from().contains(server.name()))
                        .toList();
        if (servers.isEmpty() || servers.stream().anyMatch(each -> each.builtIn() == null)) {
            return Optional.empty();
        }
        TreeSet<String> scopes = new TreeSet<>(List.of("openid", "profile"));
        servers.stream()
                .map(AuthorizationServerConfig::builtIn)
                .filter(Objects::nonNull)
                .flatMap(server -> server.scopes().stream().map(ScopeConfig::name))
                .forEach(scopes::add);
        return Optional.of(scopes);
    }

    private void look(ApiConfig api, RouteConfig route, String name) {
        Optional<RequireTokenSettings> policy = tokenPolicy(api, route);
        List<String> scoped =
                api.operations().stream()
                        .filter(each -> !each.scopes().isEmpty() || !each.anyScope().isEmpty())
                        .filter(each -> RouteReach.reaches(route, each))
                        .map(OperationConfig::knownAs)
                        .toList();
        if (policy.isEmpty() && !scoped.isEmpty()) {
            note(
                    loaded.at(route),
                    "scopes that nobody asks for: the route "
                            + name
                            + " has no policy requireToken, and leads to "
                            + named(scoped));
        }
        if (policy.filter(each -> each.optional() || each.anonymous() != null).isPresent()
                && !scoped.isEmpty()) {
            note(
                    loaded.at(policy.get(), policy.get().optional() ? "optional" : "anonymous"),
                    "calls without a token come to operations that need scopes: " + named(scoped));
        }
        lookAtPaths(api, route, name, policy.isPresent());
    }

    private static String named(List<String> operations) {
        return String.join(", ", operations.subList(0, Math.min(3, operations.size())))
                + (operations.size() > 3 ? " and " + (operations.size() - 3) + " more" : "");
    }

    private void lookAtPaths(ApiConfig api, RouteConfig route, String name, boolean asked) {
        List<String> paths = route.paths().isEmpty() ? List.of("/") : route.paths();
        for (int i = 0; i < paths.size(); i++) {
            PathPattern path = PathPattern.parse(paths.get(i));
            List<String> uncovered = new ArrayList<>();
            for (Optional<String> method : methods(route)) {
                if (api.operations().stream()
                        .noneMatch(each -> RouteReach.covers(each, method, path))) {
                    uncovered.add(method.map(it -> it + " ").orElse("") + paths.get(i));
                }
            }
            if (!uncovered.isEmpty()) {
                note(
                        loaded.at(route, "paths", i),
                        "uncovered route: no operation is "
                                + String.join(", ", uncovered)
                                + " of the route "
                                + name
                                + (asked
                                        ? ", so that requireToken refuses every such call"
                                        : ", and no requireToken refuses such calls"));
            }
        }
    }

    private static List<Optional<String>> methods(RouteConfig route) {
        return route.methods().isEmpty()
                ? List.of(Optional.empty())
                : route.methods().stream().map(Optional::of).toList();
    }

    private void note(Place place, String text) {
        notes.add(new Note(place, text));
    }
}
