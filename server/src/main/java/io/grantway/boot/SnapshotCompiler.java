package io.grantway.boot;

import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserConfig;
import io.grantway.boot.Snapshot.LiveUpstream;
import io.grantway.boot.registry.IdTree;
import io.grantway.boot.registry.Identified;
import io.grantway.boot.registry.Union;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.CatalogBuilder;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ConsumerConfig;
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
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Compiles what is declared and made into a [Snapshot].
final class SnapshotCompiler {
    private final Function<Theme, PolicyParts> parts;
    private final Upstreams upstreams;

    SnapshotCompiler(Function<Theme, PolicyParts> parts, Upstreams upstreams) {
        this.parts = parts;
        this.upstreams = upstreams;
    }

    /// @param before the snapshot in force, of which everything is kept that has not changed, and
    ///   with it its state; empty at the start
    Snapshot compile(Union union, Optional<Snapshot> before) {
        Catalog catalog = catalog(union);
        DeclaredUsers users = users(union);
        Optional<Snapshot> same = before.filter(snapshot -> union.routesLike(snapshot.union()));
        if (same.isPresent()) {
            Snapshot old = same.get();
            return new Snapshot(union, catalog, old.routes(), users, old.upstreams());
        }
        PolicyParts policyParts = parts.apply(Theme.of(union.configuration().server().pages()));
        EffectivePolicies policies = EffectivePolicies.of(LeveledPolicies.of(union));
        List<Route> routes = new ArrayList<>();
        Map<UUID, LiveUpstream> live = new HashMap<>();
        for (Identified<ApiConfig> api : union.apis()) {
            UUID id = api.ids().id();
            LiveUpstream upstream = upstreams.open(id, api.config().upstream(), before);
            live.put(id, upstream);
            PolicyKind.Site site = new PolicyKind.Site(api.workspace(), id, api.config().name());
            routes.addAll(routes(api, policies.api(site, policyParts), upstream));
        }
        return new Snapshot(union, catalog, new RouteTable(routes), users, Map.copyOf(live));
    }

    private static List<Route> routes(
            Identified<ApiConfig> api, EffectivePolicies.OfApi policies, LiveUpstream upstream) {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < api.config().routes().size(); i++) {
            String name = Routing.name(api.config(), i);
            routes.addAll(
                    Routing.routes(
                            new Routing.Seat(api.workspace(), api.config().name(), name),
                            api.config().routes().get(i),
                            policies.route(api.ids().of("routes").get(i).id()),
                            upstream.upstream()));
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

    private static Catalog catalog(Union union) {
        CatalogBuilder catalog = new CatalogBuilder();
        union.consumers().forEach(each -> add(catalog, each));
        return catalog.build();
    }

    private static void add(CatalogBuilder catalog, Identified<ConsumerConfig> identified) {
        ConsumerConfig config = identified.config();
        IdTree ids = identified.ids();
        Consumer consumer = catalog.consumer(ids.id(), identified.workspace(), config);
        each(
                config.applications(),
                ids.of("applications"),
                (id, it) -> catalog.application(id, consumer, it));
        each(config.keys(), ids.of("keys"), (id, it) -> catalog.key(id, consumer, it));
        each(
                config.passwords(),
                ids.of("passwords"),
                (id, it) -> catalog.password(id, consumer, it));
        each(config.jwtKeys(), ids.of("jwtKeys"), (id, it) -> catalog.jwt(id, consumer, it));
        config.groups().forEach(group -> catalog.group(consumer, group));
    }

    private static <T> void each(List<T> configs, List<IdTree> ids, BiConsumer<UUID, T> adding) {
        for (int i = 0; i < configs.size(); i++) {
            adding.accept(ids.get(i).id(), configs.get(i));
        }
    }
}
