package io.grantway.bench.micro;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.OAuth2Settings.PkceMode;
import io.grantway.catalog.ProtectedApi;
import io.grantway.gateway.Policy;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.policy.OAuth2;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.HeaderList;
import io.grantway.http.Peer;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.Target;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.token.TokenCache;
import io.grantway.token.Verdict;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The parts that the benchmarks put together: one client, tokens that are all good, one upstream.
final class Fixtures {
    private static final String WORKSPACE = "default";
    private static final UUID API = new UUID(1, 1);
    private static final UUID CLIENT = new UUID(2, 2);

    private Fixtures() {}

    /// A cache before a store that takes every token for good.
    static TokenCache tokens() {
        InstantSource clock = InstantSource.system();
        return new TokenCache(
                _ ->
                        new Verdict.Valid(
                                new AccessToken(
                                        new UUID(3, 3),
                                        WORKSPACE,
                                        Optional.of(API),
                                        CLIENT,
                                        Optional.empty(),
                                        Scopes.parse("read write"),
                                        clock.instant().plus(Duration.ofHours(2)))),
                clock,
                100_000);
    }

    /// As long as those that the server issues.
    static String token(int number) {
        return "T0k3nT0k3nT0k3nT0k3nT0k3n%07d".formatted(number);
    }

    static Policy oauth2(TokenCache tokens) {
        Consumer consumer = new Consumer(new UUID(4, 4), WORKSPACE, "ClientApp", Optional.empty());
        Client client =
                new Client(
                        CLIENT,
                        "clientid",
                        Optional.empty(),
                        ClientType.CONFIDENTIAL,
                        List.of(),
                        "SampleApp",
                        consumer);
        Catalog catalog = new Catalog(List.of(consumer), List.of(client));
        return new OAuth2(
                new ProtectedApi(WORKSPACE, API, "event", settings()),
                tokens,
                () -> catalog,
                _ -> Response.text(200, ""),
                Runnable::run);
    }

    private static OAuth2Settings settings() {
        return new OAuth2Settings(
                List.of("read", "write"),
                false,
                null,
                7200,
                1_209_600,
                false,
                false,
                true,
                false,
                false,
                true,
                null,
                false,
                "authorization",
                false,
                PkceMode.LAX,
                null,
                false);
    }

    static Upstream upstream() {
        Duration second = Duration.ofSeconds(1);
        return Upstream.of(
                new UpstreamConfig(
                        URI.create("http://127.0.0.1:9"),
                        List.of(),
                        1,
                        new UpstreamConfig.Limits(second, second, second, Duration.ZERO),
                        new UpstreamConfig.CircuitConfig(5, second, List.of(502, 503, 504)),
                        null,
                        false,
                        true),
                System::nanoTime);
    }

    static RequestHead get(String path, String token) {
        return new RequestHead(
                "01999999-0000-7000-8000-000000000000",
                "GET",
                "HTTP/1.1",
                new Target("http", "127.0.0.1", 80, path, null),
                HeaderList.of(
                        "Host",
                        "127.0.0.1",
                        "User-Agent",
                        "bench",
                        "Accept",
                        "*/*",
                        "Authorization",
                        "Bearer " + token),
                new Loopback());
    }

    private record Loopback() implements Peer {
        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public boolean trusted() {
            return false;
        }

        @Override
        public String clientAddress() {
            return "127.0.0.1";
        }

        @Override
        public List<X509Certificate> certificates() {
            return List.of();
        }
    }
}
