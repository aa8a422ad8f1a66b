package io.grantway.testing;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Key;
import io.grantway.config.Variants;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.supply.Around;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.SuppliedTokenStore;
import io.grantway.supply.SupplyTimes;
import io.grantway.supply.TokenSource;
import io.grantway.supply.TokenSpill;
import io.grantway.supply.TokenSupply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A token server and a supply of tokens from it, on a clock of the test.
public final class SupplyFixture implements AutoCloseable {
    /// Leases of a moment, so that nodes that are slow and nodes that die are seen soon.
    public static final SupplyTimes QUICK =
            new SupplyTimes(
                    Duration.ofMillis(300),
                    Duration.ofMillis(5),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10));

    public final TestClock clock = new TestClock();
    public final TokenIssuer issuer = new TokenIssuer();
    public final Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
    public final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    public final InMemorySuppliedTokens store = new InMemorySuppliedTokens();
    public final InMemorySpill spill = new InMemorySpill();
    public final InMemorySigningKeyStore keys = new InMemorySigningKeyStore();
    public final TokenSupply supply = supply(SupplyTimes.USUAL);

    /// What a test writes.
    record Written(@Key("Definition.") OAuth2Config oauth2) {}

    public Around around(SupplyTimes times) {
        return around(outgoing, times);
    }

    /// As on a node of its own.
    public Around around(
            SuppliedTokenStore others, TokenSpill own, Executor threads, SupplyTimes times) {
        return new Around(
                outgoing,
                others,
                own,
                keys,
                clock,
                () -> clock.millis() * 1_000_000,
                new SecureRandom(),
                threads,
                times);
    }

    /// As seen over another network.
    public Around around(Outgoing network) {
        return around(network, SupplyTimes.USUAL);
    }

    private Around around(Outgoing network, SupplyTimes times) {
        return new Around(
                network,
                store,
                spill,
                keys,
                clock,
                () -> clock.millis() * 1_000_000,
                new SecureRandom(),
                executor,
                times);
    }

    public TokenSupply supply(SupplyTimes times) {
        return new TokenSupply(around(times));
    }

    /// @param yaml what stands under `oauth2`
    public static OAuth2Config config(String yaml) {
        return new ConfigReader(Variants.NONE, Set.of())
                .load(
                        Written.class,
                        List.of(),
                        List.of(new ConfigText("test.yaml", "oauth2: " + yaml)),
                        Map.of(),
                        (_, _) -> {})
                .value()
                .oauth2();
    }

    /// A definition that gets its tokens from the fixture's server.
    ///
    /// @param more of the configuration, after a comma; or empty
    public OAuth2Config here(String more) {
        return config(
                "{tokenEndpoint: '%s', clientId: grantway, clientSecret: s3cret%s}"
                        .formatted(issuer.uri(), more));
    }

    public TokenSource source(String more) {
        return supply.source("Sample", "Okta", here(more), Optional.empty());
    }

    @Override
    public void close() {
        supply.close();
        executor.shutdownNow();
        outgoing.close();
        issuer.close();
    }
}
