package io.grantway.boot;

import io.grantway.authserver.AccessTokens;
import io.grantway.catalog.Catalog;
import io.grantway.token.ExternalServer;
import io.grantway.token.ExternalServerConfig;
import io.grantway.token.Possession;
import io.grantway.token.TokenServer;
import io.grantway.token.ValidatedTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes the authorization servers of a snapshot. Those of others stay what they were where their
/// configuration has not changed: what is known of them is asked for only once.
final class TokenServerSets {
    private final AccessTokens own;
    private final Supplier<Catalog> catalog;
    private final ValidatedTokens remembered;
    private final Possession possession;
    private final ExternalServer.Surroundings around;

    TokenServerSets(
            AccessTokens own,
            Supplier<Catalog> catalog,
            ValidatedTokens remembered,
            Possession possession,
            ExternalServer.Surroundings around) {
        this.own = own;
        this.catalog = catalog;
        this.remembered = remembered;
        this.possession = possession;
        this.around = around;
    }

    TokenServerSet of(
            Configuration configuration, Issuers issuers, Optional<TokenServerSet> before) {
        Map<String, List<TokenServer>> byWorkspace = new HashMap<>();
        for (WorkspaceConfig workspace : configuration.allWorkspaces()) {
            List<TokenServer> servers = new ArrayList<>();
            for (AuthorizationServerConfig config : workspace.authorizationServers()) {
                ExternalServerConfig external = config.external();
                if (external == null) {
                    own(workspace.name(), config.name(), issuers).ifPresent(servers::add);
                } else {
                    servers.add(external(workspace.name(), config.name(), external, before));
                }
            }
            byWorkspace.put(workspace.name(), servers);
        }
        return new TokenServerSet(byWorkspace, issuers, remembered, possession, around);
    }

    private Optional<TokenServer> own(String workspace, String name, Issuers issuers) {
        return issuers.all().stream()
                .filter(each -> each.workspace().equals(workspace) && each.name().equals(name))
                .findFirst()
                .map(each -> new OwnServer(name, each.endpoints(), own, catalog, around.clock()));
    }

    private TokenServer external(
            String workspace,
            String name,
            ExternalServerConfig config,
            Optional<TokenServerSet> before) {
        return before.flatMap(set -> set.external(workspace, name))
                .filter(server -> server.config().equals(config))
                .orElseGet(() -> new ExternalServer(name, config, around));
    }
}
