package io.grantway.gateway;

import io.grantway.catalog.EntityKind;
import io.grantway.catalog.PolicySettings;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/// A policy and whose calls it is for.
///
/// @param owners any of an API, a route and a consumer; none: every call of the workspace
/// @param place in the list that it was written in; empty where it was made by itself
public record LeveledPolicy(
        String workspace,
        Map<EntityKind, UUID> owners,
        OptionalInt place,
        PolicySettings settings) {
    public LeveledPolicy {
        owners = Map.copyOf(owners);
    }

    /// One that stands in no list.
    public static LeveledPolicy of(
            String workspace, Map<EntityKind, UUID> owners, PolicySettings settings) {
        return new LeveledPolicy(workspace, owners, OptionalInt.empty(), settings);
    }

    /// How specific it is, by Kong's order: consumer, route and API; consumer and route; consumer
    /// and API; route and API; consumer; route; API; workspace.
    int rank() {
        boolean consumer = owners.containsKey(EntityKind.CONSUMER);
        boolean route = owners.containsKey(EntityKind.ROUTE);
        boolean api = owners.containsKey(EntityKind.API);
        int pairs = owners.size() > 1 ? 8 : 0;
        return pairs + (consumer ? 4 : 0) + (route ? 2 : 0) + (api ? 1 : 0);
    }
}
