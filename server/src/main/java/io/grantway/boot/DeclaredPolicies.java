package io.grantway.boot;

import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import io.grantway.catalog.PolicySettings;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.LeveledPolicy;
import io.grantway.gateway.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/// The policies that a configuration declares, at all levels.
final class DeclaredPolicies {
    private final List<LeveledPolicy> policies = new ArrayList<>();

    private DeclaredPolicies() {}

    static List<LeveledPolicy> of(Configuration configuration) {
        DeclaredPolicies declared = new DeclaredPolicies();
        configuration.allWorkspaces().forEach(declared::add);
        return declared.policies;
    }

    private void add(WorkspaceConfig workspace) {
        String name = workspace.name();
        add(name, Map.of(), workspace.policies());
        for (ApiConfig api : workspace.apis()) {
            UUID apiId = Ids.of(name, "api", api.name());
            add(name, Map.of(EntityKind.API, apiId), api.policies());
            for (int i = 0; i < api.routes().size(); i++) {
                UUID route = Ids.of(name, "route", Routing.name(api, i));
                add(name, Map.of(EntityKind.ROUTE, route), api.routes().get(i).policies());
            }
        }
        for (ConsumerConfig consumer : workspace.consumers()) {
            UUID id = Ids.of(name, "consumer", consumer.username());
            add(name, Map.of(EntityKind.CONSUMER, id), consumer.policies());
        }
    }

    private void add(
            String workspace, Map<EntityKind, UUID> owners, List<PolicySettings> settings) {
        for (int i = 0; i < settings.size(); i++) {
            policies.add(new LeveledPolicy(workspace, owners, OptionalInt.of(i), settings.get(i)));
        }
    }
}
