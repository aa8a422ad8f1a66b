package io.grantway.boot;

import io.grantway.authserver.ApiAudience;
import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserConfig;
import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.boot.Snapshot.LiveUpstream;
import io.grantway.boot.registry.IdTree;
import io.grantway.boot.registry.Identified;
import io.grantway.boot.registry.Union;
import io.grantway.catalog.Application;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.CatalogBuilder;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.GuestClients;
import io.grantway.config.ConfigRejected;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.EffectivePolicies;
import io.grantway.gateway.OperationTable;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.ProtectedResources;
import io.grantway.gateway.Route;
import io.grantway.gateway.RouteTable;
import io.grantway.gateway.Routing;
import io.grantway.gateway.TokenMeans;
import io.grantway.gateway.policy.RequireToken;
import io.grantway.oauth.Scopes;
import io.grantway.outbound.Connections;
import io.grantway.outbound.Surroundings;
import io.grantway.services.Channels;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.Providers;
import io.grantway.vault.provider.DeclaredProviders;
import io.grantway.vault.provider.ProviderTemplates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Compiles what is declared and made into a [Snapshot].
final class SnapshotCompiler {
    private final BiFunction<Theme, TokenMeans, PolicyParts> parts;
    private final IssuerMaker issuers;
    private final Upstreams upstreams;
    private final GuestClients guests;
    private final TokenServerSets tokenServers;
    private final Channels channels;
    private final Surroundings outside;

    SnapshotCompiler(
            BiFunction<Theme, TokenMeans, PolicyParts> parts,
            IssuerMaker issuers,
            Upstreams upstreams,
            GuestClients guests,
            TokenServerSets tokenServers,
            Channels channels,
            Surroundings outside) {
        this.parts = parts;
        this.issuers = issuers;
        this.upstreams = upstreams;
        this.guests = guests;
        this.tokenServers = tokenServers;
        this.channels = channels;
        this.outside = outside;
    }

    /// Makes the endpoints of an authorization server of our own.
    @FunctionalInterface
    interface IssuerMaker {
        IssuerEndpoints make(
                String workspace,
                AuthorizationServerConfig config,
                Theme theme,
                List<ApiAudience> apis);
    }

    /// @param before the snapshot in force, of which everything is kept that has not changed, and
    ///   with it its state; empty at the start
    Snapshot compile(Union union, Optional<Snapshot> before) {
        Catalog catalog = catalog(union);
        DeclaredUsers users = users(union);
        Optional<Snapshot> same = before.filter(snapshot -> union.routesLike(snapshot.union()));
        if (same.isPresent()) {
            Snapshot old = same.get();
            return new Snapshot(
                    union,
                    catalog,
                    old.routes(),
                    old.resources(),
                    users,
                    old.issuers(),
                    old.tokenServers(),
                    old.upstreams(),
                    old.channels(),
                    old.connections(),
                    providers(union, old.providers()),
                    old.vaults());
        }
        Theme theme = Theme.of(union.configuration().server().pages());
        Issuers issuers = issuers(union, theme);
        TokenServerSet servers =
                tokenServers.of(union.configuration(), issuers, before.map(Snapshot::tokenServers));
        PolicyParts policyParts = parts.apply(theme, servers);
        EffectivePolicies policies = EffectivePolicies.of(LeveledPolicies.of(union));
        List<Route> routes = new ArrayList<>();
        List<ProtectedResources.Resource> resources = new ArrayList<>();
        Map<UUID, LiveUpstream> live = new HashMap<>();
        Connections connections = connections(union, before);
        for (Identified<ApiConfig> api : union.apis()) {
            UUID id = api.ids().id();
            LiveUpstream upstream =
                    upstreams.open(
                            id, api.workspace(), api.config().upstream(), connections, before);
            live.put(id, upstream);
            PolicyKind.Site site = new PolicyKind.Site(api.workspace(), id, api.config().name());
            List<Route> own = routes(api, policies.api(site, policyParts), upstream);
            resource(api, own).ifPresent(resources::add);
            routes.addAll(own);
        }
        Channels.Prepared prepared =
                channels.prepare(
                        union.channels().stream()
                                .map(each -> new Channels.Named(each.workspace(), each.config()))
                                .toList());
        routes.addAll(new ChannelRoutes(union, policies, policyParts).of(prepared));
        return new Snapshot(
                union,
                catalog,
                new RouteTable(routes),
                new ProtectedResources(resources),
                users,
                issuers,
                servers,
                Map.copyOf(live),
                prepared,
                connections,
                providers(union),
                vaults(union, before));
    }

    /// Kept where nothing of the configuration has changed: to hash keys takes time.
    private static Vaults vaults(Union union, Optional<Snapshot> before) {
        Configuration now = union.configuration();
        return before.filter(it -> it.union().configuration().equals(now))
                .map(Snapshot::vaults)
                .orElseGet(() -> Vaults.of(now));
    }

    /// Anew, for the files of templates may have changed. One that has become wrong was told to
    /// whoever reloads, and must not keep others' changes from being taken.
    private static Providers providers(Union union, Providers before) {
        try {
            return providers(union);
        } catch (ConfigRejected | IllegalArgumentException _) {
            return before;
        }
    }

    private static Providers providers(Union union) {
        Map<String, List<ProviderConfig>> entries = new HashMap<>();
        union.configuration()
                .allWorkspaces()
                .forEach(each -> entries.put(each.name(), each.providers()));
        return DeclaredProviders.of(
                entries, ProviderTemplates.with(union.configuration().providersDirectory()));
    }

    private Connections connections(Union union, Optional<Snapshot> before) {
        return Connections.of(
                union.securityDefinitions().stream()
                        .map(each -> new Connections.In<>(each.workspace(), each.config()))
                        .toList(),
                union.connections().stream()
                        .map(each -> new Connections.In<>(each.workspace(), each.config()))
                        .toList(),
                before.map(Snapshot::connections).orElse(Connections.NONE),
                outside);
    }

    /// What is published of an API that needs access tokens.
    private static Optional<ProtectedResources.Resource> resource(
            Identified<ApiConfig> api, List<Route> routes) {
        List<String> scopes =
                api.config().operations().stream()
                        .flatMap(each ->
                                Stream.concat(each.scopes().stream(), each.anyScope().stream()))
                        .toList();
        return routes.stream()
                .flatMap(route -> route.action().policies().stream())
                .flatMap(Policy::parts)
                .filter(RequireToken.class::isInstance)
                .map(RequireToken.class::cast)
                .findFirst()
                .map(policy -> policy.resource(api.config().name(), Scopes.of(scopes)));
    }

    private Issuers issuers(Union union, Theme theme) {
        List<Issuers.Served> all = new ArrayList<>();
        for (WorkspaceConfig workspace : union.configuration().allWorkspaces()) {
            for (AuthorizationServerConfig server : workspace.authorizationServers()) {
                BuiltInConfig builtIn = server.builtIn();
                if (builtIn != null) {
                    all.add(
                            new Issuers.Served(
                                    workspace.name(),
                                    server.name(),
                                    builtIn.issuer().getHost(),
                                    issuers.make(
                                            workspace.name(),
                                            server,
                                            theme,
                                            ApiAudiences.of(union, workspace, server.name()))));
                }
            }
        }
        return new Issuers(all);
    }

    private static List<Route> routes(
            Identified<ApiConfig> api, EffectivePolicies.OfApi policies, LiveUpstream upstream) {
        OperationTable operations = OperationTable.of(api.config().operations());
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < api.config().routes().size(); i++) {
            String name = Routing.name(api.config(), i);
            routes.addAll(
                    Routing.routes(
                            new Routing.Seat(api.workspace(), api.config().name(), name),
                            api.config().routes().get(i),
                            policies.route(api.ids().of("routes").get(i).id()),
                            upstream.upstream(),
                            operations));
        }
        return routes;
    }

    private static DeclaredUsers users(Union union) {
        Map<String, List<UserConfig>> byWorkspace = new HashMap<>();
        union.entities().workspaces().forEach(name -> byWorkspace.put(name, List.of()));
        union.configuration()
                .allWorkspaces()
                .forEach(each -> byWorkspace.put(each.name(), each.users()));
        return DeclaredUsers.of(byWorkspace);
    }

    private Catalog catalog(Union union) {
        CatalogBuilder catalog = new CatalogBuilder();
        for (WorkspaceConfig workspace : union.configuration().allWorkspaces()) {
            for (AuthorizationServerConfig server : workspace.authorizationServers()) {
                if (server.builtIn() != null) {
                    catalog.ownServer(workspace.name(), server.name());
                }
            }
        }
        union.apis()
                .forEach(api -> catalog.api(api.ids().id(), api.workspace(), api.config().name()));
        union.plans()
                .forEach(plan -> catalog.plan(plan.ids().id(), plan.workspace(), plan.config()));
        union.consumers().forEach(each -> add(catalog, each));
        return catalog.build(guests);
    }

    private static void add(CatalogBuilder catalog, Identified<ConsumerConfig> identified) {
        ConsumerConfig config = identified.config();
        IdTree ids = identified.ids();
        Consumer consumer = catalog.consumer(ids.id(), identified.workspace(), config);
        each(
                config.applications(),
                ids.of("applications"),
                (tree, it) -> add(catalog, catalog.application(tree.id(), consumer, it), tree, it));
        each(config.keys(), ids.of("keys"), (id, it) -> catalog.key(id.id(), consumer, it));
        each(
                config.passwords(),
                ids.of("passwords"),
                (id, it) -> catalog.password(id.id(), consumer, it));
        each(config.jwtKeys(), ids.of("jwtKeys"), (id, it) -> catalog.jwt(id.id(), consumer, it));
        config.groups().forEach(group -> catalog.group(consumer, group));
    }

    private static void add(
            CatalogBuilder catalog, Application owner, IdTree ids, ApplicationConfig config) {
        each(
                config.credentials(),
                ids.of("credentials"),
                (id, it) -> catalog.credential(id.id(), owner, it));
        each(config.keys(), ids.of("keys"), (id, it) -> catalog.key(id.id(), owner, it));
        each(
                config.passwords(),
                ids.of("passwords"),
                (id, it) -> catalog.password(id.id(), owner, it));
        each(
                config.subscriptions(),
                ids.of("subscriptions"),
                (id, it) -> catalog.subscription(id.id(), owner, it));
        config.certificates().forEach(each -> catalog.certificate(owner, each));
    }

    private static <T> void each(List<T> configs, List<IdTree> ids, BiConsumer<IdTree, T> adding) {
        for (int i = 0; i < configs.size(); i++) {
            adding.accept(ids.get(i), configs.get(i));
        }
    }
}
