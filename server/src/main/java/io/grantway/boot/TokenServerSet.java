package io.grantway.boot;

import io.grantway.authserver.Issuer;
import io.grantway.gateway.TokenMeans;
import io.grantway.http.Outgoing;
import io.grantway.token.ExternalServer;
import io.grantway.token.InternalTokens;
import io.grantway.token.Possession;
import io.grantway.token.TokenServer;
import io.grantway.token.TokenServers;
import io.grantway.token.ValidatedTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The authorization servers of every workspace, as they are in force.
final class TokenServerSet implements TokenMeans {
    private final Map<String, List<TokenServer>> byWorkspace;
    private final Issuers issuers;
    private final ValidatedTokens remembered;
    private final Possession possession;
    private final ExternalServer.Surroundings around;

    TokenServerSet(
            Map<String, List<TokenServer>> byWorkspace,
            Issuers issuers,
            ValidatedTokens remembered,
            Possession possession,
            ExternalServer.Surroundings around) {
        this.byWorkspace = new HashMap<>(byWorkspace);
        this.issuers = issuers;
        this.remembered = remembered;
        this.possession = possession;
        this.around = around;
    }

    @Override
    public TokenServers servers(String workspace, List<String> names) {
        List<TokenServer> all = byWorkspace.getOrDefault(workspace, List.of());
        List<TokenServer> named = new ArrayList<>();
        for (TokenServer server : all) {
            if (names.isEmpty() || names.contains(server.name())) {
                named.add(server);
            }
        }
        return new TokenServers(named, remembered, around.clock());
    }

    /// A server of somebody else's by its name.
    Optional<ExternalServer> external(String workspace, String name) {
        return byWorkspace.getOrDefault(workspace, List.of()).stream()
                .filter(server -> server.name().equals(name))
                .filter(ExternalServer.class::isInstance)
                .map(ExternalServer.class::cast)
                .findFirst();
    }

    @Override
    public Possession possession() {
        return possession;
    }

    @Override
    public InternalTokens internalTokens(
            String workspace, Optional<String> server, String audience, Duration lifetime) {
        Issuer issuer =
                issuers.all().stream()
                        .filter(each -> each.workspace().equals(workspace))
                        .filter(each -> server.map(each.name()::equals).orElse(true))
                        .findFirst()
                        .map(each -> each.endpoints().issuer())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no built-in authorization server to sign for"
                                                + " the upstream"));
        return new InternalTokens(
                () -> issuer.keys().signer(issuer.config().signing().accessTokens()),
                issuer.uri().toString(),
                audience,
                lifetime,
                around.clock());
    }

    @Override
    public Outgoing outgoing() {
        return around.outgoing();
    }

    @Override
    public SecureRandom random() {
        return around.random();
    }
}
