package io.grantway.testing;

import io.grantway.gateway.TokenMeans;
import io.grantway.http.Outgoing;
import io.grantway.jose.RemoteKeys;
import io.grantway.token.ExternalServer;
import io.grantway.token.InternalTokens;
import io.grantway.token.Possession;
import io.grantway.token.TokenServer;
import io.grantway.token.TokenServers;
import io.grantway.token.ValidatedTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Authorization servers of others for policies under test, and documents in place of the network.
public final class TestServers implements TokenMeans {
    private static final int BYTES = 1 << 20;

    private final List<PolicyCalls.NamedServer> configs;
    private final InstantSource clock;
    private final Outgoing outgoing;
    private final SecureRandom random = new SecureRandom();
    private final Possession possession;

    TestServers(List<PolicyCalls.NamedServer> configs, InstantSource clock, Outgoing outgoing) {
        this.configs = List.copyOf(configs);
        this.clock = clock;
        this.outgoing = outgoing;
        this.possession = new Possession(clock, random);
    }

    @Override
    public TokenServers servers(String workspace, List<String> names) {
        ExternalServer.Surroundings around =
                new ExternalServer.Surroundings(
                        outgoing,
                        new RemoteKeys(outgoing, Runnable::run, clock),
                        Runnable::run,
                        clock,
                        random);
        List<TokenServer> servers =
                configs.stream()
                        .filter(each -> names.isEmpty() || names.contains(each.name()))
                        .<TokenServer>map(
                                each -> new ExternalServer(each.name(), each.external(), around))
                        .toList();
        return new TokenServers(servers, new ValidatedTokens(clock, BYTES), clock);
    }

    @Override
    public Possession possession() {
        return possession;
    }

    @Override
    public InternalTokens internalTokens(
            String workspace, Optional<String> server, String audience, Duration lifetime) {
        throw new IllegalArgumentException("no server of our own is here");
    }

    @Override
    public Outgoing outgoing() {
        return outgoing;
    }

    @Override
    public SecureRandom random() {
        return random;
    }
}
