package io.grantway.boot;

import io.grantway.boot.registry.Identified;
import io.grantway.boot.registry.Union;
import io.grantway.gateway.Destination;
import io.grantway.gateway.EffectivePolicies;
import io.grantway.gateway.OperationTable;
import io.grantway.gateway.PathPattern;
import io.grantway.gateway.PathRewrite;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.Route;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import io.grantway.services.Channels;
import io.grantway.services.RestChannelConfig;
import io.grantway.services.RestChannelConfig.Respond;
import io.grantway.services.channel.RequireCredential;
import io.grantway.services.channel.RestChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The routes of the channels that requests come by.
final class ChannelRoutes {
    private final Union union;
    private final EffectivePolicies policies;
    private final PolicyParts parts;

    ChannelRoutes(Union union, EffectivePolicies policies, PolicyParts parts) {
        this.union = union;
        this.policies = policies;
        this.parts = parts;
    }

    /// @param channels made for the union
    List<Route> of(Channels.Prepared channels) {
        List<Route> routes = new ArrayList<>();
        for (Identified<ChannelConfig> each : union.channels()) {
            RestChannelConfig rest = each.config().rest();
            if (rest != null
                    && channels.find(each.workspace(), each.config().name())
                            instanceof RestChannel channel) {
                routes.addAll(routes(each, rest, channel));
            }
        }
        return routes;
    }

    private List<Route> routes(
            Identified<ChannelConfig> channel, RestChannelConfig rest, RestChannel end) {
        List<Policy> through = policies(channel, rest);
        List<Route> routes = new ArrayList<>();
        List<Route.Match> matches = matches(rest);
        routes.add(route(channel, matches.getFirst(), through, end));
        if (rest.respond() == Respond.ACCEPTED) {
            routes.add(route(channel, matches.getLast(), through, end.lookAtRuns()));
        }
        return routes;
    }

    /// What its requests are: those of its path; and, where it answers 202, those of its runs.
    static List<Route.Match> matches(RestChannelConfig rest) {
        String path = rest.path().startsWith("=") ? rest.path().substring(1) : rest.path();
        List<Route.Match> matches = new ArrayList<>();
        matches.add(match("=" + path, rest.methods()));
        if (rest.respond() == Respond.ACCEPTED) {
            matches.add(match("=" + path + "/runs/{run}", List.of("GET")));
        }
        return matches;
    }

    private static Route.Match match(String path, List<String> methods) {
        return new Route.Match(Optional.empty(), PathPattern.parse(path), methods, Map.of());
    }

    private List<Policy> policies(Identified<ChannelConfig> channel, RestChannelConfig rest) {
        UUID id = channel.ids().id();
        PolicyKind.Site site =
                new PolicyKind.Site(channel.workspace(), id, channel.config().name());
        List<Policy> all = new ArrayList<>();
        String security = rest.security();
        if (security != null) {
            all.add(RequireCredential.of(definition(channel.workspace(), security)));
        }
        all.addAll(policies.api(site, parts).route(id));
        return all;
    }

    private SecurityDefinitionConfig definition(String workspace, String name) {
        return union.securityDefinitions().stream()
                .filter(each -> each.workspace().equals(workspace))
                .map(Identified::config)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no security definition \"" + name + "\""));
    }

    private static Route route(
            Identified<ChannelConfig> channel,
            Route.Match match,
            List<Policy> policies,
            Destination end) {
        String name = channel.config().name();
        return new Route(
                channel.workspace(),
                name,
                name,
                match,
                PathRewrite.KEEP,
                false,
                new Route.Action(policies, end, OperationTable.NONE));
    }
}
