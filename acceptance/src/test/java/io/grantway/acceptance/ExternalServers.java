package io.grantway.acceptance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Scenario 2 running for the tests of one class: an API that says what it got, the gateway in
/// front, and the authorization servers of others. Keycloak starts once for all classes.
final class ExternalServers implements BeforeAllCallback, AfterAllCallback, TestWatcher {
    private static final String HMAC_SECRET = "a-secret-that-is-shared-with-hmac.example";
    private static final JsonMapper JSON = new JsonMapper();

    private final LoopbackServer upstream = new LoopbackServer(ExternalServers::echo);
    private final OpaqueServer opaque = new OpaqueServer();
    private final ForeignIssuer hmac =
            ForeignIssuer.ofSecret("https://hmac.example", "erp-hmac", HMAC_SECRET);
    private @Nullable ForeignIssuer rsa;
    private @Nullable Keycloak keycloak;
    private @Nullable RunningServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path directory =
                Distribution.emptyDirectory(context.getRequiredTestClass().getSimpleName());
        keycloak =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .computeIfAbsent(
                                "Keycloak",
                                _ -> Keycloak.start(Distribution.emptyDirectory("Keycloak")),
                                Keycloak.class);
        Path scenario =
                Files.copy(
                        RunningServer.scenario("2-external-servers"),
                        directory.resolve("grantway.yaml"));
        rsa =
                ForeignIssuer.ofCertificate(
                        "https://legacy.example",
                        "erp-rsa",
                        Files.createDirectory(directory.resolve("keys")).resolve("legacy.pem"));
        server =
                RunningServer.start(
                        directory,
                        List.of(
                                scenario,
                                Path.of("src/test/resources/external-servers-more.yaml")
                                        .toAbsolutePath()),
                        Map.of(
                                "ORDERS_API", upstream.uri().toString(),
                                "KEYCLOAK", keycloak.front().uri().toString(),
                                "KEYCLOAK_IAT", keycloak.initialAccessToken(),
                                "HMAC_SECRET", HMAC_SECRET,
                                "OPAQUE", opaque.http().uri().toString(),
                                "INTROSPECT_SECRET", OpaqueServer.SECRET));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
        opaque.close();
        upstream.close();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        System.err.println("--- the server's log when " + context.getDisplayName() + " failed");
        System.err.println(server().log());
    }

    private static void echo(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        LoopbackServer.json(exchange, 200, JSON.writeValueAsString(Map.of("headers", headers)));
    }

    RunningServer server() {
        return Objects.requireNonNull(server);
    }

    Keycloak keycloak() {
        return Objects.requireNonNull(keycloak);
    }

    OpaqueServer opaque() {
        return opaque;
    }

    ForeignIssuer rsa() {
        return Objects.requireNonNull(rsa);
    }

    /// That of [#rsa], in PEM.
    Path certificate() {
        return server().config().getFirst().resolveSibling("keys/legacy.pem");
    }

    ForeignIssuer hmac() {
        return hmac;
    }

    /// A new token for an application's client at a server, as the server gives one.
    ///
    /// @param scopes with spaces
    String token(String at, String application, String scopes) {
        return switch (at) {
            case "local" -> localToken(application, scopes);
            case "keycloak" -> keycloak().token(application + "-kc", scopes);
            case "legacy-rsa" -> signed(rsa(), application + "-rsa", scopes);
            case "legacy-hmac" -> signed(hmac, application + "-hmac", scopes);
            case "opaque" -> opaque.token(application + "-op", scopes);
            default -> throw new IllegalArgumentException(at);
        };
    }

    private static String signed(ForeignIssuer by, String client, String scopes) {
        return by.token(claims -> claims.claim("client_id", client).claim("scope", scopes));
    }

    private String localToken(String application, String scopes) {
        try {
            Answer answer =
                    server().client()
                            .form(
                                    server().at("/auth/token"),
                                    Map.of("grant_type", "client_credentials", "scope", scopes),
                                    "Authorization",
                                    Client.basic(application + "-local", application + "-secret"));
            if (answer.status() != 200) {
                throw new AssertionError(answer);
            }
            return answer.text("access_token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An order, asked for with a token.
    Answer order(String token, String... headers) throws IOException {
        return server().client().get(server().at("/orders/1"), bearer(token, headers));
    }

    Answer placeOrder(String token) throws IOException {
        return server().client().json(server().at("/orders"), "{}", bearer(token));
    }

    private static String[] bearer(String token, String... more) {
        return Stream.concat(Stream.of("Authorization", "Bearer " + token), Stream.of(more))
                .toArray(String[]::new);
    }

    /// Where a client finds out what the API needs.
    URI resourceMetadata() {
        return server().at("/.well-known/oauth-protected-resource/orders");
    }

    /// Waits for the call's line in the log, which names why it was refused.
    void awaitLogged(Answer refused, String reason) {
        String id = refused.header("X-Request-Id");
        Waiting.until(
                Duration.ofSeconds(10),
                () ->
                        server().log()
                                .lines()
                                .anyMatch(line -> line.contains(id) && line.contains(reason)),
                () -> "not in the log: " + id + " " + reason);
    }

    /// What the gateway says of a call that it has answered, to an administrator.
    JsonNode explained(Answer answer) throws IOException {
        Answer told =
                AdminClient.of(server()).get("/api/v1/explain/" + answer.header("X-Request-Id"));
        if (told.status() != 200) {
            throw new AssertionError(told);
        }
        return told.json();
    }
}
