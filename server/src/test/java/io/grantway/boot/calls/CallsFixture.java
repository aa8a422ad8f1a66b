package io.grantway.boot.calls;

import io.grantway.config.Secret;
import io.grantway.gateway.Gateway;
import io.grantway.gateway.RouteTable;
import io.grantway.testing.ProviderFixture;
import io.grantway.testing.TestAccounts;
import io.grantway.testing.TestEngine;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Provider;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultAppConfig;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A listener with the proxy of the vault, two apps, and providers and accounts that a test says.
final class CallsFixture implements AutoCloseable {
    static final String KEY = "key-of-printpixie";
    static final String OTHER_KEY = "key-of-somebody-else";

    final TestEngine engine = new TestEngine();
    final TestAccounts accounts = new TestAccounts();
    final BlockingQueue<VaultEvent> events = new LinkedBlockingQueue<>();
    private final Map<String, Provider> providers = new ConcurrentHashMap<>();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    final Surroundings around =
            new Surroundings(
                    () ->
                            VaultApps.of(
                                    Map.of(
                                            "default",
                                            new VaultConfig(
                                                    null,
                                                    List.of(),
                                                    List.of(
                                                            app("printpixie", KEY, null),
                                                            app(
                                                                    "other",
                                                                    OTHER_KEY,
                                                                    List.of("drive"))),
                                                    Duration.ofMinutes(30),
                                                    Duration.ofDays(30),
                                                    1000))),
                    () -> new Known(providers),
                    accounts,
                    events::add,
                    blocking,
                    InstantSource.system(),
                    System::nanoTime,
                    new SplittableRandom(3));
    final AccountCalls calls = new AccountCalls(around);
    volatile RouteTable routes = new RouteTable(List.of());
    final int port;

    private record Known(Map<String, Provider> all) implements Providers {
        @Override
        public Optional<Provider> find(String workspace, String name) {
            return Optional.ofNullable(all.get(name));
        }

        @Override
        public List<Provider> of(String workspace) {
            return List.copyOf(all.values());
        }
    }

    CallsFixture() {
        ProxyEndpoint endpoint = new ProxyEndpoint(calls, around);
        Gateway gateway = new Gateway(() -> routes);
        port =
                engine.listen(
                                exchange -> {
                                    if (ProxyEndpoint.has(exchange.head().target().path())) {
                                        endpoint.handle(exchange);
                                    } else {
                                        gateway.handle(exchange);
                                    }
                                })
                        .port();
    }

    private static VaultAppConfig app(
            String name, String key, @org.jspecify.annotations.Nullable List<String> providers) {
        return new VaultAppConfig(name, Secret.of(key), List.of(), List.of(), providers);
    }

    static AccountKey key(String user, String provider) {
        return new AccountKey("default", "printpixie", user, provider);
    }

    CallsFixture with(ProviderFixture provider) {
        Provider made = provider.provider();
        providers.put(made.name(), made);
        return this;
    }

    /// An account of megan at the provider.
    TestAccounts.TestAccount megan(String provider) {
        return accounts.add(key("megan", provider), "tok");
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, BodyPublishers.ofString(body), headers);
    }

    /// @param path whole, or behind `/vault/v1/users/`
    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        try {
            return client.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + (path.startsWith("/")
                                                        ? path
                                                        : "/vault/v1/users/" + path)))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, body);
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Authorization")) {
            all.addAll(List.of("Authorization", "Bearer " + KEY));
        }
        return request.headers(all.toArray(String[]::new)).build();
    }

    HttpClient client() {
        return client;
    }

    VaultEvent nextEvent() {
        try {
            VaultEvent next = events.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was told");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        engine.close();
        blocking.shutdownNow();
    }
}
