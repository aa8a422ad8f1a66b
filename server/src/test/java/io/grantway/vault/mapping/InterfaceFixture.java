package io.grantway.vault.mapping;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grantway.config.Secret;
import io.grantway.http.Blocking;
import io.grantway.http.Json;
import io.grantway.http.NameResolver;
import io.grantway.http.OutgoingPools;
import io.grantway.http.OutgoingRule;
import io.grantway.http.outgoing.Authorities;
import io.grantway.testing.ProviderFixture;
import io.grantway.testing.TestAccounts;
import io.grantway.testing.TestEngine;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Provider;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultAppConfig;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;

/// A listener with interfaces, and a server that plays both drives at it.
final class InterfaceFixture implements AutoCloseable {
    static final String KEY = "key-of-printpixie-app";

    final TestEngine engine = new TestEngine();
    final TestAccounts accounts = new TestAccounts();
    final BlockingQueue<VaultEvent> events = new LinkedBlockingQueue<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Map<String, Provider> providers = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer drive;
    private final OutgoingPools pools =
            OutgoingPools.create(
                    () -> OutgoingRule.PUBLIC_ONLY, NameResolver.SYSTEM, Authorities.SYSTEM);
    private final Evaluations evaluations = new Evaluations(Duration.ofMillis(300));
    private volatile Interfaces interfaces;
    private final int port;

    /// What a path answers.
    record Answer(int status, String body, List<String> headers) {
        Answer(int status, String body, String... headers) {
            this(status, body, List.of(headers));
        }
    }

    InterfaceFixture(String yaml) {
        interfaces = MappingText.read(yaml);
        try {
            drive =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drive.createContext("/", this::play);
        drive.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        drive.start();
        for (String name : List.of("google-drive", "onedrive")) {
            String base = "http://127.0.0.1:" + drive.getAddress().getPort() + "/" + name;
            Provider made = ProviderFixture.of(name, base).header("X-Api", "7").provider();
            providers.put(name, made);
        }
        InterfaceEndpoint endpoint = endpoint();
        Blocking blocking = new Blocking(100);
        port = engine.listen(exchange -> blocking.answer(exchange, 100_000, endpoint)).port();
    }

    private InterfaceEndpoint endpoint() {
        VaultAppConfig app =
                new VaultAppConfig("printpixie", Secret.of(KEY), List.of(), List.of(), null);
        VaultConfig vault =
                new VaultConfig(
                        null,
                        List.of(),
                        List.of(app),
                        Duration.ofMinutes(30),
                        Duration.ofDays(30),
                        1000);
        return new InterfaceEndpoint(
                new AppAuthentication(() -> VaultApps.of(Map.of("default", vault))),
                new InterfaceMeans(
                        _ -> interfaces,
                        () -> new Known(providers),
                        accounts,
                        events::add,
                        pools,
                        evaluations,
                        InstantSource.system(),
                        System::nanoTime,
                        new SplittableRandom(3),
                        pauses::add));
    }

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

    private void play(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String query = exchange.getRequestURI().getRawQuery();
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(
                    exchange.getRequestMethod()
                            + " "
                            + path
                            + (query == null ? "" : "?" + query)
                            + " "
                            + token
                            + (body.isEmpty() ? "" : " " + body));
            Answer answer =
                    answers.getOrDefault(
                            token + path, answers.getOrDefault(path, new Answer(404, "{}")));
            for (int i = 0; i < answer.headers().size(); i += 2) {
                exchange.getResponseHeaders()
                        .add(answer.headers().get(i), answer.headers().get(i + 1));
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /// @param path with the provider's name before it
    void answers(String path, int status, String body, String... headers) {
        answers.put(path, new Answer(status, body, headers));
    }

    TestAccounts.TestAccount megan(String provider) {
        return accounts.add(
                new AccountKey("default", "printpixie", "megan@m.example", provider), "tok");
    }

    HttpResponse<String> get(String interfaceAndQuery) {
        return send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/vault/v1/users/megan@m.example/interfaces/"
                                                + interfaceAndQuery))
                        .header("Authorization", "Bearer " + KEY));
    }

    HttpResponse<String> post(String interfaceAndQuery, String json) {
        return send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/vault/v1/users/megan@m.example/interfaces/"
                                                + interfaceAndQuery))
                        .POST(BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + KEY));
    }

    HttpResponse<String> at(String path, String key) {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + key));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(
                    request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.parse(answer.body());
    }

    @Override
    public void close() {
        client.close();
        engine.close();
        drive.stop(0);
        evaluations.close();
        pools.close();
    }
}
