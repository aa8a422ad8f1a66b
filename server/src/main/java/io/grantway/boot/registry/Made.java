package io.grantway.boot.registry;

import io.grantway.boot.registry.Union.OwnedPolicy;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.PlanConfig;
import io.grantway.gateway.ApiConfig;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// What was made over the admin API, bound. Immutable; a change binds anew only the documents that
/// it touched.
final class Made {
    static final Made NOTHING = new Made();

    private final Map<UUID, Identified<ApiConfig>> apis = new HashMap<>();
    private final Map<UUID, Identified<ConsumerConfig>> consumers = new HashMap<>();
    private final Map<UUID, OwnedPolicy> policies = new HashMap<>();
    private final Map<UUID, Identified<PlanConfig>> plans = new HashMap<>();
    private final Map<UUID, Identified<SecurityDefinitionConfig>> securityDefinitions =
            new HashMap<>();
    private final Map<UUID, Identified<ConnectionConfig>> connections = new HashMap<>();
    private final Map<UUID, Identified<ChannelConfig>> channels = new HashMap<>();

    private Made() {}

    private Made(Made other) {
        apis.putAll(other.apis);
        consumers.putAll(other.consumers);
        policies.putAll(other.policies);
        plans.putAll(other.plans);
        securityDefinitions.putAll(other.securityDefinitions);
        connections.putAll(other.connections);
        channels.putAll(other.channels);
    }

    List<Identified<ApiConfig>> apis() {
        return sorted(apis);
    }

    List<Identified<ConsumerConfig>> consumers() {
        return List.copyOf(consumers.values());
    }

    List<OwnedPolicy> policies() {
        return sorted(policies);
    }

    List<Identified<PlanConfig>> plans() {
        return sorted(plans);
    }

    List<Identified<SecurityDefinitionConfig>> securityDefinitions() {
        return sorted(securityDefinitions);
    }

    List<Identified<ConnectionConfig>> connections() {
        return sorted(connections);
    }

    List<Identified<ChannelConfig>> channels() {
        return sorted(channels);
    }

    private static <T> List<T> sorted(Map<UUID, T> byId) {
        return byId.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /// With what a draft changed.
    ///
    /// @throws io.grantway.catalog.ChangeRefused where something in it cannot be
    Made with(Draft draft) {
        Entities after = draft.done();
        Set<UUID> touched = new HashSet<>();
        Stream.concat(draft.changed().stream().map(Entity::id), draft.gone().stream())
                .forEach(id -> {
                    touch(draft.before(), id, touched);
                    touch(after, id, touched);
                });
        return with(after, touched);
    }

    /// With every made entity of these.
    Made with(Entities entities, Collection<Entity> made) {
        Set<UUID> touched = new HashSet<>();
        made.forEach(entity -> touch(entities, entity.id(), touched));
        return with(entities, touched);
    }

    private void touch(Entities entities, UUID id, Set<UUID> touched) {
        touched.add(id);
        entities.find(id)
                .flatMap(entity -> new Documents(entities).root(entity))
                .ifPresent(root -> touched.add(root.id()));
    }

    private Made with(Entities after, Set<UUID> touched) {
        Documents documents = new Documents(after);
        Made next = new Made(this);
        for (UUID id : touched) {
            next.forget(id);
            after.find(id).ifPresent(entity -> next.bind(entity, documents));
        }
        return next;
    }

    private void forget(UUID id) {
        apis.remove(id);
        consumers.remove(id);
        policies.remove(id);
        plans.remove(id);
        securityDefinitions.remove(id);
        connections.remove(id);
        channels.remove(id);
    }

    private void bind(Entity entity, Documents documents) {
        boolean made = entity.declaredAt().isEmpty();
        switch (entity.kind()) {
            case API -> {
                if (made) {
                    var bound = Binding.api(entity, documents.join(entity));
                    if (entity.enabled()) {
                        apis.put(entity.id(), bound);
                    }
                }
            }
            case CONSUMER ->
                    consumers.put(entity.id(), Binding.consumer(entity, documents.join(entity)));
            case ROUTE -> {
                if (entity.owners().isEmpty()) {
                    Binding.route(entity);
                }
            }
            case POLICY -> {
                boolean alone = documents.root(entity).isEmpty();
                if (alone && entity.enabled()) {
                    policies.put(entity.id(), Binding.policy(entity));
                } else if (!entity.enabled()) {
                    // Stands in no document, and must be one that could.
                    Binding.policy(entity);
                }
            }
            case PLAN -> {
                if (made) {
                    plans.put(entity.id(), Binding.plan(entity, documents.join(entity)));
                }
            }
            case SECURITY_DEFINITION -> {
                if (made) {
                    var bound = Binding.securityDefinition(entity, documents.join(entity));
                    put(entity, securityDefinitions, bound);
                }
            }
            case CONNECTION -> {
                if (made) {
                    put(entity, connections, Binding.connection(entity, documents.join(entity)));
                }
            }
            case CHANNEL -> {
                if (made) {
                    put(entity, channels, Binding.channel(entity, documents.join(entity)));
                }
            }
            case WORKSPACE,
                    APPLICATION,
                    CREDENTIAL,
                    CERTIFICATE,
                    SUBSCRIPTION,
                    KEY,
                    PASSWORD,
                    JWT,
                    GROUP -> {}
        }
    }

    private static <T> void put(Entity entity, Map<UUID, T> bound, T value) {
        if (entity.enabled()) {
            bound.put(entity.id(), value);
        }
    }
}
