package io.grantway.boot.registry;

import io.grantway.boot.Configuration;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.Entities;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.PlanConfig;
import io.grantway.catalog.PolicySettings;
import io.grantway.gateway.ApiConfig;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Everything that is declared and made, bound and checked: what a snapshot is compiled from.
///
/// @param configuration what is declared
/// @param entities the same things as entities
/// @param apis declared and made
/// @param consumers declared and made; a consumer may come twice, declared and with what was added
///   to it over the admin API
/// @param policies made for a whole workspace, or for several owners at once
/// @param plans declared and made
/// @param securityDefinitions declared and made
/// @param connections declared and made
/// @param channels declared and made
public record Union(
        Configuration configuration,
        Entities entities,
        List<Identified<ApiConfig>> apis,
        List<Identified<ConsumerConfig>> consumers,
        List<OwnedPolicy> policies,
        List<Identified<PlanConfig>> plans,
        List<Identified<SecurityDefinitionConfig>> securityDefinitions,
        List<Identified<ConnectionConfig>> connections,
        List<Identified<ChannelConfig>> channels) {

    /// A policy that stands in no other record's list.
    ///
    /// @param owners all of which a call must concern; none: every call of the workspace
    public record OwnedPolicy(
            UUID id, String workspace, Map<EntityKind, UUID> owners, PolicySettings settings) {}

    /// Whether calls find the same routes and policies as in another.
    public boolean routesLike(Union other) {
        return configuration.equals(other.configuration)
                && apis.equals(other.apis)
                && policies.equals(other.policies)
                && securityDefinitions.equals(other.securityDefinitions)
                && connections.equals(other.connections)
                && channels.equals(other.channels)
                && withPolicies(consumers).equals(withPolicies(other.consumers));
    }

    private static List<Identified<ConsumerConfig>> withPolicies(
            List<Identified<ConsumerConfig>> consumers) {
        return consumers.stream().filter(each -> !each.config().policies().isEmpty()).toList();
    }
}
