package io.grantway.boot;

import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserConfig;
import io.grantway.boot.Snapshot.LiveUpstream;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.CatalogBuilder;
import io.grantway.catalog.Ids;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.EffectivePolicies;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.Route;
import io.grantway.gateway.RouteTable;
import io.grantway.gateway.Routing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Compiles a checked configuration into a [Snapshot].
final class SnapshotCompiler {
    private final Function<Theme, PolicyParts> parts;
    private final Upstreams upstreams;

    SnapshotCompiler(Function<Theme, PolicyParts> parts, Upstreams upstreams) {
        this.parts = parts;
        this.upstreams = upstreams;
    }

    /// @param before the snapshot in force, whose upstreams keep their state where nothing changed;
    ///   empty at the start
    Snapshot compile(Configuration configuration, Optional<Snapshot> before) {
        Catalog catalog = catalog(configuration);
        PolicyParts policyParts = parts.apply(Theme.of(configuration.server().pages()));
        EffectivePolicies policies = EffectivePolicies.of(DeclaredPolicies.of(configuration));
        List<Route> routes = new ArrayList<>();
        Map<String, LiveUpstream> live = new HashMap<>();
        for (WorkspaceConfig workspace : configuration.allWorkspaces()) {
            for (ApiConfig api : workspace.apis()) {
                String key = workspace.name() + "/" + api.name();
                LiveUpstream upstream = upstreams.open(key, api.upstream(), before);
                live.put(key, upstream);
                EffectivePolicies.OfApi ofApi =
                        policies.api(site(workspace.name(), api), policyParts);
                routes.addAll(
                        Routing.routes(
                                workspace.name(),
                                api,
                                route -> ofApi.route(Ids.of(workspace.name(), "route", route)),
                                upstream.upstream()));
            }
        }
        return new Snapshot(
                configuration,
                catalog,
                new RouteTable(routes),
                users(configuration),
                Map.copyOf(live));
    }

    private static PolicyKind.Site site(String workspace, ApiConfig api) {
        return new PolicyKind.Site(workspace, Ids.of(workspace, "api", api.name()), api.name());
    }

    private static DeclaredUsers users(Configuration configuration) {
        Map<String, List<UserConfig>> byWorkspace = new HashMap<>();
        configuration.allWorkspaces().forEach(each -> byWorkspace.put(each.name(), each.users()));
        return DeclaredUsers.of(byWorkspace);
    }

    private static Catalog catalog(Configuration configuration) {
        CatalogBuilder catalog = new CatalogBuilder();
        for (WorkspaceConfig workspace : configuration.allWorkspaces()) {
            workspace.consumers().forEach(each -> catalog.declared(workspace.name(), each));
        }
        return catalog.build();
    }
}
