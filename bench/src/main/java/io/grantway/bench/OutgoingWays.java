package io.grantway.bench;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Key;
import io.grantway.config.Variants;
import io.grantway.http.NameResolver;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingPools;
import io.grantway.http.OutgoingRule;
import io.grantway.http.outgoing.Authorities;
import io.grantway.outbound.Connection;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.Connections;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundRequest;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.outbound.Surroundings;
import io.grantway.store.SqlStore;
import io.grantway.supply.Around;
import io.grantway.supply.SuppliedTokenStore;
import io.grantway.supply.SupplyTimes;
import io.grantway.supply.TokenSupply;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// One call of an API, by the HTTP client that connections use and through connections.
final class OutgoingWays implements AutoCloseable {
    private static final int POOL = 20;
    private static final OutboundRequest CALL = OutboundRequest.of("GET", "/plan");

    private final String api;
    private final CloseableHttpClient client = client();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
    private final OutgoingPools pools =
            OutgoingPools.create(
                    () -> OutgoingRule.PUBLIC_ONLY, NameResolver.SYSTEM, Authorities.SYSTEM);
    private final SqlStore store;
    private final CountedCalls accesses = new CountedCalls();
    private final TokenSupply supply;
    private final Connections connections;

    /// What is configured.
    record Written(
            @Key("Definitions.") List<SecurityDefinitionConfig> securityDefinitions,
            @Key("Connections.") List<ConnectionConfig> connections) {}

    /// @param folder for the store
    OutgoingWays(Path folder, String api, String tokenEndpoint) {
        this.api = api;
        this.store = SqlStore.open(folder, InstantSource.system());
        this.supply =
                new TokenSupply(
                        new Around(
                                outgoing,
                                accesses.of(SuppliedTokenStore.class, store.suppliedTokens()),
                                store.tokenSpill(),
                                store.signingKeys(),
                                InstantSource.system(),
                                System::nanoTime,
                                new SecureRandom(),
                                executor,
                                SupplyTimes.USUAL));
        this.connections = connections(folder, configuration(tokenEndpoint));
    }

    /// @return bytes of the answer's body, as of all of them
    int direct() throws IOException {
        HttpGet message = new HttpGet(api + "/plan");
        message.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofSeconds(30))
                        .setResponseTimeout(Timeout.ofSeconds(30))
                        .build());
        message.addHeader("X-Request-Id", "0123456789abcdef0123456789abcdef");
        message.addHeader("Accept-Encoding", "gzip");
        message.addHeader("Authorization", "Bearer token-1");
        return client.execute(
                message, answer -> answer.getEntity().getContent().readAllBytes().length);
    }

    int plain() {
        return through("open");
    }

    int secured() {
        return through("secured");
    }

    /// Looked up by its name for each call, as services do.
    private int through(String name) {
        Connection connection = connections.find("Sample", name);
        try (OutboundAnswer answer = connection.call(CALL)) {
            return answer.status() == 200 ? answer.body().bytes().length : 0;
        }
    }

    private Connections connections(Path folder, Written written) {
        return Connections.of(
                written.securityDefinitions().stream()
                        .map(it -> new Connections.In<>("Sample", it))
                        .toList(),
                written.connections().stream()
                        .map(it -> new Connections.In<>("Sample", it))
                        .toList(),
                Connections.NONE,
                new Surroundings(
                        pools,
                        (workspace, definition, _) ->
                                supply.source(
                                        workspace,
                                        definition.name(),
                                        Objects.requireNonNull(definition.oauth2()),
                                        Optional.empty()),
                        InstantSource.system(),
                        System::nanoTime,
                        new SecureRandom(),
                        Surroundings::park,
                        folder));
    }

    private Written configuration(String tokenEndpoint) {
        String yaml =
                """
                securityDefinitions:
                  - name: Server
                    oauth2: {tokenEndpoint: "%s", clientId: grantway, clientSecret: secret}
                connections:
                  - {name: open, rest: {url: "%s", pool: %d}}
                  - {name: secured, rest: {url: "%s", pool: %d, security: Server}}
                """
                        .formatted(tokenEndpoint, api, POOL, api, POOL);
        return new ConfigReader(Variants.NONE, Set.of())
                .load(
                        Written.class,
                        List.of(),
                        List.of(new ConfigText("bench.yaml", yaml)),
                        Map.of(),
                        (_, _) -> {})
                .value();
    }

    /// As the pools of connections are set up, as far as it costs time.
    private static CloseableHttpClient client() {
        org.apache.hc.client5.http.config.ConnectionConfig settings =
                org.apache.hc.client5.http.config.ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(3))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build();
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnTotal(POOL)
                                .setMaxConnPerRoute(POOL)
                                .setDefaultConnectionConfig(settings)
                                .build())
                .setUserAgent("Grantway")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableContentCompression()
                .disableAutomaticRetries()
                .build();
    }

    /// Calls of the store of tokens so far.
    long storeAccesses() {
        return accesses.count();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        supply.close();
        store.close();
        pools.close();
        outgoing.close();
        executor.shutdownNow();
    }
}
