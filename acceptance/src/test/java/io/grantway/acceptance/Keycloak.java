package io.grantway.acceptance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Keycloak of its distribution with a realm `partners`, whose tokens open APIs, and a realm
/// `backends`, which gives tokens for calls of others; seen by others through a front that can go
/// down while it runs on.
final class Keycloak implements AutoCloseable {
    private static final Path HOME =
            Path.of(System.getProperty("grantway.keycloak")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String REALM = "/realms/partners";
    private static final String ADMIN = "/admin/realms/partners";
    private static final String BACKENDS = "/admin/realms/backends";
    static final String SECRET = "a-secret-at-keycloak";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final LoopbackServer front = new LoopbackServer(this::forward);
    private final URI behind;
    private final Process process;

    private Keycloak(Path directory, int port) throws IOException {
        behind = URI.create("http://127.0.0.1:" + port);
        Path log = directory.resolve("keycloak.log");
        process =
                command(
                                "start-dev",
                                "--db=dev-mem",
                                "--http-host=127.0.0.1",
                                "--http-port=" + port,
                                "--hostname=" + front.uri())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Waiting.until(
                PATIENCE,
                () -> isReady() || !process.isAlive(),
                () -> "Keycloak does not start; see " + log);
        makeRealm();
        makeBackends();
    }

    /// Starts it, and returns once the realm is there.
    ///
    /// @param directory for its log
    static Keycloak start(Path directory) {
        try {
            return new Keycloak(directory, freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static ProcessBuilder command(String... arguments) {
        ProcessBuilder command =
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of("sh", HOME.resolve("bin/kc.sh").toString()),
                                        Stream.of(arguments))
                                .toList());
        command.environment()
                .putAll(
                        Map.of(
                                "JAVA_HOME", System.getProperty("java.home"),
                                "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                                "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin",
                                "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1"));
        return command;
    }

    private boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(behind.resolve("/realms/master"))).statusCode()
                    == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI().toString()))
                        .method(
                                exchange.getRequestMethod(),
                                BodyPublishers.ofByteArray(
                                        exchange.getRequestBody().readAllBytes()));
        for (String name : List.of("Accept", "Authorization", "Content-Type", "Cookie")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.setHeader(name, value));
        }
        HttpResponse<String> answer = send(request);
        for (String name : List.of("Content-Type", "Location", "Set-Cookie")) {
            answer.headers()
                    .allValues(name)
                    .forEach(value -> exchange.getResponseHeaders().add(name, value));
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /// Scopes whose tokens are for the API, open to every client; and clients that get tokens for
    /// themselves.
    private void makeRealm() {
        post("/admin/realms", "{\"realm\": \"partners\", \"enabled\": true}");
        for (String scope : List.of("orders.read", "orders.write")) {
            String id =
                    post(
                            ADMIN + "/client-scopes",
                            """
                            {"name": "%s", "protocol": "openid-connect",
                             "attributes": {"include.in.token.scope": "true"},
                             "protocolMappers": [{"name": "for the API", "protocol": "openid-connect",
                               "protocolMapper": "oidc-audience-mapper",
                               "config": {"included.custom.audience": "orders-api", "access.token.claim": "true"}}]}
                            """
                                    .formatted(scope));
            admin("PUT", ADMIN + "/default-optional-client-scopes/" + id, "");
        }
        for (String client : List.of("crm-kc", "erp-kc", "visitor-kc", "nobody-kc")) {
            post(
                    ADMIN + "/clients",
                    """
                    {"clientId": "%s", "secret": "%s", "serviceAccountsEnabled": true}
                    """
                            .formatted(client, SECRET));
        }
    }

    /// A realm that gives tokens for two backends to one client.
    private void makeBackends() {
        post("/admin/realms", "{\"realm\": \"backends\", \"enabled\": true}");
        for (String scope : List.of("billing.read", "system/Practitioner.read")) {
            String id =
                    post(
                            BACKENDS + "/client-scopes",
                            """
                            {"name": "%s", "protocol": "openid-connect",
                             "attributes": {"include.in.token.scope": "true"}}
                            """
                                    .formatted(scope));
            admin("PUT", BACKENDS + "/default-optional-client-scopes/" + id, "");
        }
        post(
                BACKENDS + "/clients",
                """
                {"clientId": "grantway", "secret": "%s", "serviceAccountsEnabled": true}
                """
                        .formatted(SECRET));
    }

    /// Registers a client of `backends` that proves itself by keys at an address.
    void backendClient(String clientId, URI jwks) {
        post(
                BACKENDS + "/clients",
                """
                {"clientId": "%s", "serviceAccountsEnabled": true, "clientAuthenticatorType": "client-jwt",
                 "attributes": {"use.jwks.url": "true", "jwks.url": "%s"}}
                """
                        .formatted(clientId, jwks));
    }

    /// Lets users of `backends` log in, for a client with a browser; refresh tokens are good once.
    void backendUsers(String clientId, URI callback, String... users) {
        post(
                BACKENDS + "/clients",
                """
                {"clientId": "%s", "secret": "%s", "redirectUris": ["%s"]}
                """
                        .formatted(clientId, SECRET, callback));
        for (String user : users) {
            post(
                    BACKENDS + "/users",
                    """
                    {"username": "%1$s", "enabled": true, "email": "%1$s@corp.example",
                     "firstName": "%1$s", "lastName": "Corp",
                     "credentials": [{"type": "password", "value": "%1$s-word", "temporary": false}]}
                    """
                            .formatted(user));
        }
        admin("PUT", BACKENDS, "{\"revokeRefreshToken\": true, \"refreshTokenMaxReuse\": 0}");
    }

    /// How long tokens of `backends` are good from now on.
    void backendTokensLast(Duration life) {
        admin("PUT", BACKENDS, "{\"accessTokenLifespan\": %d}".formatted(life.toSeconds()));
    }

    /// Where tokens for the backends are had, on the front.
    static String backendTokens() {
        return "/realms/backends/protocol/openid-connect/token";
    }

    /// @return the id of what was made
    private String post(String path, String json) {
        HttpResponse<String> made = admin("POST", path, json);
        String location = made.headers().firstValue("Location").orElse("");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private HttpResponse<String> admin(String method, String path, String json) {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(behind.resolve(path))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + administrator())
                                .method(method, BodyPublishers.ofString(json)));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(
                    method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private String administrator() {
        return token(
                "/realms/master",
                Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "admin",
                        "password", "admin"));
    }

    private String token(String realm, Map<String, String> form, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(behind.resolve(realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Client.encode(form)));
        HttpResponse<String> answer =
                send(headers.length == 0 ? request : request.headers(headers));
        if (answer.statusCode() != 200) {
            throw new AssertionError("no token: " + answer.body());
        }
        return JSON.readTree(answer.body()).path("access_token").asString();
    }

    /// A new access token for a client of its own.
    ///
    /// @param scopes with spaces; empty for none
    String token(String client, String scopes) {
        return token(client, SECRET, scopes);
    }

    String token(String client, String secret, String scopes) {
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "client_credentials");
        if (!scopes.isEmpty()) {
            form.put("scope", scopes);
        }
        return token(REALM, form, "Authorization", Client.basic(client, secret));
    }

    /// From now on it signs with a new key.
    void rotateKeys() {
        String realm = JSON.readTree(admin("GET", ADMIN, "").body()).path("id").asString();
        post(
                ADMIN + "/components",
                """
                {"name": "newer", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                 "parentId": "%s", "config": {"priority": ["500"], "active": ["true"], "enabled": ["true"]}}
                """
                        .formatted(realm));
    }

    /// What lets somebody register clients (RFC 7591 §3).
    String initialAccessToken() {
        HttpResponse<String> answer =
                admin(
                        "POST",
                        ADMIN + "/clients-initial-access",
                        "{\"count\": 10, \"expiration\": 3600}");
        return JSON.readTree(answer.body()).path("token").asString();
    }

    /// The client as it is there; missing where there is none.
    JsonNode client(String clientId) {
        return JSON.readTree(admin("GET", ADMIN + "/clients?clientId=" + clientId, "").body())
                .path(0);
    }

    /// What others reach it by.
    LoopbackServer front() {
        return front;
    }

    String issuer() {
        return front.uri() + REALM;
    }

    /// Where its keys are, on the front.
    static String keysPath() {
        return REALM + "/protocol/openid-connect/certs";
    }

    @Override
    public void close() {
        front.close();
        http.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
