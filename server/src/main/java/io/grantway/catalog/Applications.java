package io.grantway.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Applications by what they are known by, what they have subscribed to, and the plans. Immutable;
/// every look-up costs the same however many there are.
///
/// @param byClient by the id of a client at an authorization server of our own
/// @param byCredential by the name of a client at one authorization server, here or elsewhere
/// @param byCertificate by the hash or the subject of a client certificate
/// @param subscriptions by application, then by API
/// @param plans by name
record Applications(
        Map<UUID, Application> byClient,
        Map<Credential, Application> byCredential,
        Map<Named, Application> byCertificate,
        Map<UUID, Map<UUID, Subscription>> subscriptions,
        Map<Named, Plan> plans) {
    static final Applications NONE =
            new Applications(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /// A name that means something in one workspace.
    record Named(String workspace, String name) {}

    /// A client's name, which means something at one authorization server.
    record Credential(String workspace, String server, String clientId) {}

    Applications {
        byClient = Map.copyOf(byClient);
        byCredential = Map.copyOf(byCredential);
        byCertificate = Map.copyOf(byCertificate);
        subscriptions = Map.copyOf(subscriptions);
        plans = Map.copyOf(plans);
    }

    Optional<Subscription> subscription(UUID application, UUID api) {
        @Nullable Map<UUID, Subscription> of = subscriptions.get(application);
        return of == null ? Optional.empty() : Optional.ofNullable(of.get(api));
    }

    static Map<UUID, Map<UUID, Subscription>> byApplication(Collection<Subscription> all) {
        Map<UUID, Map<UUID, Subscription>> index = new HashMap<>();
        for (Subscription each : all) {
            index.computeIfAbsent(each.application(), _ -> new HashMap<>()).put(each.api(), each);
        }
        index.replaceAll((_, of) -> Map.copyOf(of));
        return index;
    }

    static Map<Named, Plan> byName(List<Plan> plans) {
        Map<Named, Plan> index = new HashMap<>();
        plans.forEach(plan -> index.put(new Named(plan.workspace(), plan.name()), plan));
        return index;
    }
}
