package io.grantway.boot;

import io.grantway.boot.registry.Identified;
import io.grantway.boot.registry.Union;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.PolicySettings;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.LeveledPolicy;
import io.grantway.services.ChannelConfig;
import io.grantway.services.RestChannelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/// Every policy in force, with whose calls it is for.
final class LeveledPolicies {
    private final List<LeveledPolicy> policies = new ArrayList<>();

    private LeveledPolicies() {}

    static List<LeveledPolicy> of(Union union) {
        LeveledPolicies all = new LeveledPolicies();
        union.configuration()
                .allWorkspaces()
                .forEach(each -> all.add(each.name(), Map.of(), each.policies()));
        union.apis().forEach(all::ofApi);
        union.channels().forEach(all::ofChannel);
        union.consumers().forEach(all::ofConsumer);
        union.policies()
                .forEach(each ->
                        all.policies.add(
                                LeveledPolicy.of(
                                        each.workspace(), each.owners(), each.settings())));
        return all.policies;
    }

    private void ofApi(Identified<ApiConfig> api) {
        add(api.workspace(), Map.of(EntityKind.API, api.ids().id()), api.config().policies());
        for (int i = 0; i < api.config().routes().size(); i++) {
            UUID route = api.ids().of("routes").get(i).id();
            add(
                    api.workspace(),
                    Map.of(EntityKind.ROUTE, route),
                    api.config().routes().get(i).policies());
        }
    }

    private void ofChannel(Identified<ChannelConfig> channel) {
        RestChannelConfig rest = channel.config().rest();
        if (rest != null) {
            add(channel.workspace(), Map.of(EntityKind.ROUTE, channel.ids().id()), rest.policies());
        }
    }

    private void ofConsumer(Identified<ConsumerConfig> consumer) {
        add(
                consumer.workspace(),
                Map.of(EntityKind.CONSUMER, consumer.ids().id()),
                consumer.config().policies());
    }

    private void add(
            String workspace, Map<EntityKind, UUID> owners, List<PolicySettings> settings) {
        for (int i = 0; i < settings.size(); i++) {
            policies.add(new LeveledPolicy(workspace, owners, OptionalInt.of(i), settings.get(i)));
        }
    }
}
