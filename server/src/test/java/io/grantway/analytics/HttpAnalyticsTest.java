package io.grantway.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.grantway.http.Json;
import io.grantway.testing.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A whole server that counts what it does.
@Timeout(120)
class HttpAnalyticsTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir private Path directory;
    private HttpServer upstream;

    @BeforeEach
    void listen() throws Exception {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[123]);
                    exchange.close();
                });
        upstream.start();
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
    }

    private TestServer start(String server) throws Exception {
        String yaml =
                """
                SERVER
                workspaces:
                  - name: default
                    authorizationServers:
                      - name: local
                        builtIn:
                          issuer: http://127.0.0.1:7777/auth
                          scopes: [{name: read}]
                          accessTokens: {format: opaque}
                    apis:
                      - name: open
                        upstream: http://127.0.0.1:UPSTREAM
                        routes: [{paths: [/open]}]
                      - name: closed
                        upstream: http://127.0.0.1:UPSTREAM
                        routes: [{paths: [/closed]}]
                        policies: [{oauth2: {enableClientCredentials: true, acceptHttpIfAlreadyTerminated: true}}]
                    consumers:
                      - username: megan
                        applications:
                          - {name: phone, clientId: crm, clientSecret: crm-secret, redirectUris: [https://client.example/cb]}
                """;
        return TestServer.start(
                directory,
                yaml.replace("SERVER", server)
                        .replace("UPSTREAM", String.valueOf(upstream.getAddress().getPort())));
    }

    /// A call is counted when its response has ended, which the client may see a moment sooner.
    private static JsonNode rows(TestServer server, String query, long count) throws Exception {
        JsonNode rows;
        long total;
        do {
            rows = server.adminJson("/api/v1/analytics?step=day&" + query).path("data");
            total = 0;
            for (JsonNode row : rows) {
                total += row.path("count").asLong();
            }
        } while (total < count);
        assertThat(total).isEqualTo(count);
        return rows;
    }

    private static HttpResponse<String> token(TestServer server, String path, String secret)
            throws Exception {
        return server.call(
                "POST",
                path,
                "grant_type=client_credentials&client_id=crm&client_secret=" + secret,
                "Content-Type",
                FORM,
                "X-Forwarded-Proto",
                "https");
    }

    @Test
    void countsCallsAndKeepsThemOverARestart() throws Exception {
        try (TestServer server = start("")) {
            assertThat(server.call("GET", "/open", "").statusCode()).isEqualTo(200);
            assertThat(server.call("GET", "/open", "").statusCode()).isEqualTo(200);
            assertThat(server.call("GET", "/closed", "").statusCode()).isEqualTo(401);
            assertThat(server.call("GET", "/nowhere", "").statusCode()).isEqualTo(404);
        }
        try (TestServer server = start("")) {
            server.call("GET", "/open", "");
            JsonNode rows = rows(server, "by=api,outcome,reason", 5);
            assertThat(rows.path(0).path("reason").asString()).isEqualTo("no_route");
            assertThat(rows.path(1).path("api").asString()).isEqualTo("closed");
            assertThat(rows.path(1).path("outcome").asString()).isEqualTo("4xx");
            assertThat(rows.path(1).path("reason").asString()).isEqualTo("token_missing");
            assertThat(rows.path(2).path("api").asString()).isEqualTo("open");
            assertThat(rows.path(2).path("count").asLong()).isEqualTo(3);
            assertThat(rows.path(2).path("bytes_out").asLong()).isEqualTo(3 * 123);
            assertThat(rows.path(2).path("latency_ms").path("max").asDouble()).isPositive();
        }
    }

    @Test
    void countsWhatHappensToTokens() throws Exception {
        try (TestServer server = start("")) {
            HttpResponse<String> issued = token(server, "/auth/token", "crm-secret");
            assertThat(issued.statusCode()).as(issued.body()).isEqualTo(200);
            String token = Json.parse(issued.body()).path("access_token").asString();
            assertThat(token(server, "/auth/token", "wrong").statusCode()).isEqualTo(401);
            assertThat(server.call("GET", "/auth/token", "").statusCode()).isEqualTo(405);
            String body = "client_id=crm&client_secret=crm-secret&token=" + token;
            for (int i = 0; i < 2; i++) {
                server.call("POST", "/auth/introspect", body, "Content-Type", FORM);
            }
            server.call("POST", "/auth/revoke", body, "Content-Type", FORM);
            server.call("GET", "/auth/jwks", "");

            JsonNode rows = rows(server, "kind=tokens&by=server,outcome,reason", 6);
            assertThat(rows)
                    .allSatisfy(
                            row -> assertThat(row.path("server").asString()).isEqualTo("local"));
            assertThat(rows)
                    .extracting(row ->
                            row.path("outcome").asString()
                                    + " "
                                    + row.path("reason").asString()
                                    + " "
                                    + row.path("count").asLong())
                    .containsExactly(
                            "introspected  2",
                            "issued  1",
                            "refused client_not_authenticated 1",
                            "refused method_not_allowed 1",
                            "revoked  1");
        }
    }

    @Test
    void countsTheTokensOfAnApisOwnEndpointUnderTheApi() throws Exception {
        try (TestServer server = start("")) {
            token(server, "/closed/oauth2/token", "wrong");
            JsonNode row = rows(server, "kind=tokens&by=api,server,outcome", 1).path(0);
            assertThat(row.path("api").asString()).isEqualTo("closed");
            assertThat(row.path("server").asString()).isEmpty();
            assertThat(row.path("outcome").asString()).isEqualTo("refused");
        }
    }

    @Test
    void countsNothingWhereItIsOff() throws Exception {
        try (TestServer server = start("server: {analytics: {enabled: false}}")) {
            assertThat(server.call("GET", "/open", "").statusCode()).isEqualTo(200);
            assertThat(
                            server.administer("GET", "/api/v1/analytics", "application/json", "")
                                    .statusCode())
                    .isEqualTo(404);
        }
    }
}
