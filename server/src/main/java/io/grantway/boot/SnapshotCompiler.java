package io.grantway.boot;

import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserConfig;
import io.grantway.boot.Snapshot.LiveUpstream;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.Ids;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.Policy;
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
import java.util.function.BiFunction;

/// Compiles a checked configuration into a [Snapshot].
final class SnapshotCompiler {
    private final BiFunction<Catalog, Theme, PolicyParts> parts;
    private final Upstreams upstreams;

    SnapshotCompiler(BiFunction<Catalog, Theme, PolicyParts> parts, Upstreams upstreams) {
        this.parts = parts;
        this.upstreams = upstreams;
    }

    /// @param before the snapshot in force, whose upstreams keep their state where nothing changed;
    ///   empty at the start
    Snapshot compile(Configuration configuration, Optional<Snapshot> before) {
        Catalog catalog = catalog(configuration);
        PolicyParts policyParts = parts.apply(catalog, Theme.of(configuration.server().pages()));
        List<Route> routes = new ArrayList<>();
        Map<String, LiveUpstream> live = new HashMap<>();
        for (WorkspaceConfig workspace : configuration.allWorkspaces()) {
            for (ApiConfig api : workspace.apis()) {
                String key = workspace.name() + "/" + api.name();
                LiveUpstream upstream = upstreams.open(key, api.upstream(), before);
                live.put(key, upstream);
                List<Policy> policies = policies(workspace.name(), api, policyParts);
                routes.addAll(Routing.routes(workspace.name(), api, policies, upstream.upstream()));
            }
        }
        return new Snapshot(
                configuration,
                catalog,
                new RouteTable(routes),
                users(configuration),
                Map.copyOf(live));
    }

    private static List<Policy> policies(String workspace, ApiConfig api, PolicyParts parts) {
        PolicyKind.Api identity =
                new PolicyKind.Api(workspace, Ids.of(workspace, "api", api.name()), api.name());
        return api.policies().stream()
                .map(settings -> PolicyKind.make(settings, identity, parts))
                .toList();
    }

    private static DeclaredUsers users(Configuration configuration) {
        Map<String, List<UserConfig>> byWorkspace = new HashMap<>();
        configuration.allWorkspaces().forEach(each -> byWorkspace.put(each.name(), each.users()));
        return DeclaredUsers.of(byWorkspace);
    }

    private static Catalog catalog(Configuration configuration) {
        List<Consumer> consumers = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        for (WorkspaceConfig workspace : configuration.allWorkspaces()) {
            for (ConsumerConfig config : workspace.consumers()) {
                Consumer consumer =
                        new Consumer(
                                Ids.of(workspace.name(), "consumer", config.username()),
                                workspace.name(),
                                config.username(),
                                Optional.ofNullable(config.customId()));
                consumers.add(consumer);
                config.applications()
                        .forEach(application -> clients.add(client(application, consumer)));
            }
        }
        return new Catalog(consumers, clients);
    }

    private static Client client(ApplicationConfig config, Consumer consumer) {
        return new Client(
                Ids.of(consumer.workspace(), "client", config.clientId()),
                config.clientId(),
                Optional.ofNullable(config.clientSecret()),
                config.clientType(),
                config.redirectUris(),
                config.name(),
                consumer);
    }
}
