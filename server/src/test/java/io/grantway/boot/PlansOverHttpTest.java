package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Applications and their plans at a running server.
@Timeout(120)
class PlansOverHttpTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET /orders HTTP/1.1\r\nHost: a\r\napikey: crm-key\r\n\r\n";

    private static String yaml(int upstream, String plan) {
        return """
        authorizationServers:
          - name: local
            builtIn: {issuer: "http://127.0.0.1:7777/auth", scopes: [{name: read}]}
          - name: other
            builtIn: {issuer: "http://127.0.0.1:7777/other", scopes: [{name: read}]}
        apis:
          - name: orders
            upstream: {url: "http://127.0.0.1:%d", retries: 0}
            routes: [{paths: [/orders]}]
            policies: [{requireKey: {}}, {requireSubscription: {}}]
        plans: [{name: bronze, %s}]
        consumers:
          - username: partner
            applications:
              - name: crm
                keys: [crm-key]
                credentials:
                  - authorizationServer: local
                    clientId: crm
                    clientSecret: local-secret
                    grantTypes: [client_credentials]
                  - {authorizationServer: other, clientId: crm, clientSecret: other-secret}
                subscriptions: [{api: orders, plan: bronze}]
        """
                .formatted(upstream, plan);
    }

    private static HttpResponse<String> call(TestServer server) throws Exception {
        return server.call("GET", "/orders", "", "apikey", "crm-key");
    }

    /// Calls until a place is free: it is given back a moment after the client has gone.
    private static int statusWhenFree(TestServer server) throws Exception {
        int status = call(server).statusCode();
        for (int i = 0; i < 20_000 && status == 429; i++) {
            status = call(server).statusCode();
        }
        return status;
    }

    @Test
    void theSixthCallIsRefusedAndTheFiveBeforeAreTold(@TempDir Path directory) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                TestServer server =
                        TestServer.start(
                                directory,
                                yaml(upstream.port(), "limits: [{requests: 5, per: hour}]"))) {
            for (int left = 4; left >= 0; left--) {
                HttpResponse<String> good = call(server);
                assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
                assertThat(good.headers().firstValue("RateLimit").orElse(""))
                        .startsWith("\"bronze\";r=" + left + ";t=");
            }
            HttpResponse<String> sixth = call(server);
            assertThat(sixth.statusCode()).isEqualTo(429);
            assertThat(sixth.headers().firstValue("Retry-After")).isPresent();
            assertThat(sixth.headers().firstValue("RateLimit-Policy"))
                    .contains("\"bronze\";q=5;w=3600");

            String changed = Files.readString(server.config()).replace("crm-key", "crm-key-2");
            Files.writeString(server.config(), changed);
            HttpResponse<String> reloaded = call(server);
            for (int i = 0; i < 5000 && reloaded.statusCode() == 429; i++) {
                reloaded = call(server);
            }
            assertThat(reloaded.statusCode()).isEqualTo(401);
            assertThat(server.call("GET", "/orders", "", "apikey", "crm-key-2").statusCode())
                    .as("a new configuration forgets nothing")
                    .isEqualTo(429);
        }
    }

    @Test
    void aRehearsedCallUsesNothingUpAndIsToldOfThePlan(@TempDir Path directory) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                TestServer server =
                        TestServer.start(
                                directory,
                                yaml(
                                        upstream.port(),
                                        "concurrency: 1, limits: [{requests: 1, per: hour}]"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(rehearsed(server)).contains("bronze").doesNotContain("plan_exceeded");
            }
            assertThat(call(server).statusCode()).isEqualTo(200);
            assertThat(rehearsed(server)).contains("plan_exceeded");
        }
    }

    private static String rehearsed(TestServer server) throws Exception {
        return server.administer(
                        "POST",
                        "/api/v1/explain",
                        "application/json",
                        "{\"api\": \"orders\", \"method\": \"GET\", \"path\":"
                                + " \"/orders?apikey=crm-key\"}")
                .body();
    }

    @Test
    void aClientOfOneServerIsNobodyAtTheOther(@TempDir Path directory) throws Exception {
        try (TestServer server = TestServer.start(directory, yaml(9, "limits: []"))) {
            assertThat(token(server, "/auth", "local-secret").statusCode()).isEqualTo(200);
            assertThat(token(server, "/other", "other-secret").statusCode()).isEqualTo(200);
            assertThat(token(server, "/other", "local-secret").statusCode()).isEqualTo(401);
            assertThat(token(server, "/auth", "other-secret").statusCode()).isEqualTo(401);
        }
    }

    private static HttpResponse<String> token(TestServer server, String issuer, String secret)
            throws Exception {
        return tokenOf(server, issuer, "crm:" + secret);
    }

    private static HttpResponse<String> tokenOf(TestServer server, String issuer, String pair)
            throws Exception {
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return server.call(
                "POST",
                issuer + "/token",
                "grant_type=client_credentials",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    /// The client, the subscription and the plan count from the answer on.
    @Test
    void whatAnAdministratorMakesCountsAtOnce(@TempDir Path directory) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                TestServer server =
                        TestServer.start(
                                directory,
                                yaml(upstream.port(), "approval: manual")
                                        .replace("[{api: orders, plan: bronze}]", "[]"))) {
            JsonNode made =
                    post(
                            server,
                            "credentials",
                            201,
                            "{\"authorizationServer\": \"local\"," + " \"generate\": true}");
            String pair =
                    made.path("clientId").asString() + ":" + made.path("clientSecret").asString();
            assertThat(tokenOf(server, "/auth", pair).statusCode()).isEqualTo(200);
            assertThat(tokenOf(server, "/other", pair).statusCode()).isEqualTo(401);
            JsonNode rotated =
                    post(
                            server,
                            "credentials/" + made.path("id").asString() + "/rotate",
                            200,
                            "{\"overlap\": \"1h\"}");
            String other =
                    made.path("clientId").asString()
                            + ":"
                            + rotated.path("clientSecret").asString();
            assertThat(tokenOf(server, "/auth", other).statusCode()).isEqualTo(200);
            assertThat(tokenOf(server, "/auth", pair).statusCode()).isEqualTo(200);

            assertThat(code(call(server))).isEqualTo("not_subscribed");
            String one =
                    "subscriptions/"
                            + post(
                                            server,
                                            "subscriptions",
                                            201,
                                            "{\"api\": \"orders\", \"plan\": \"bronze\"}")
                                    .path("id")
                                    .asString();
            assertThat(code(call(server))).isEqualTo("subscription_requested");
            post(server, one + "/approve", 200, "");
            assertThat(call(server).statusCode()).isEqualTo(200);
            post(server, one + "/suspend", 200, "");
            assertThat(code(call(server))).isEqualTo("subscription_suspended");
            assertThat(server.adminJson("/api/v1/audit?size=1000").toString())
                    .contains("\"kind\":\"subscription\"", "\"kind\":\"credential\"")
                    .doesNotContain(rotated.path("clientSecret").asString());
            assertThat(server.administer("GET", "/key-auths", "application/json", "").body())
                    .as("to Kong, only consumers have keys")
                    .contains("\"data\":[]");
        }
    }

    private static JsonNode post(TestServer server, String path, int status, String body)
            throws Exception {
        HttpResponse<String> answer =
                server.administer(
                        "POST", "/api/v1/applications/crm/" + path, "application/json", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.parse(answer.body());
    }

    private static String code(HttpResponse<String> answer) {
        return Json.parse(answer.body()).path("code").asString("");
    }

    @SuppressWarnings("try") // the client leaves in the middle
    @Test
    void aClientThatLeavesGivesItsPlaceBack(@TempDir Path directory) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            if (arrived.getCount() > 0) {
                                arrived.countDown();
                                connection.readToEnd();
                            } else {
                                connection.send(OK);
                            }
                        });
                TestServer server =
                        TestServer.start(directory, yaml(upstream.port(), "concurrency: 1"));
                RawConnection client = RawConnection.to(server.gateway().getPort())) {
            client.send(GET);
            arrived.await();
            assertThat(call(server).statusCode()).isEqualTo(429);
            client.close();
            assertThat(statusWhenFree(server)).isEqualTo(200);
        }
    }

    @Test
    void anUpstreamThatFailsGivesThePlaceBack(@TempDir Path directory) throws Exception {
        try (RawUpstream upstream = RawUpstream.running(RawConnection::readHead);
                TestServer server =
                        TestServer.start(directory, yaml(upstream.port(), "concurrency: 1"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(statusWhenFree(server)).isEqualTo(502);
            }
        }
    }

    @SuppressWarnings("try") // the client leaves in the middle
    @Test
    void aWebSocketHoldsItsPlaceUntilItIsClosed(@TempDir Path directory) throws Exception {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            if (connection
                                    .readHead()
                                    .toLowerCase(Locale.ROOT)
                                    .contains("upgrade")) {
                                connection.send(
                                        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade"
                                                + "\r\nUpgrade: websocket"
                                                + "\r\nSec-WebSocket-Accept: x\r\n\r\n");
                                connection.readToEnd();
                            } else {
                                connection.send(OK);
                            }
                        });
                TestServer server =
                        TestServer.start(directory, yaml(upstream.port(), "concurrency: 1"));
                RawConnection client = RawConnection.to(server.gateway().getPort())) {
            client.send(
                    GET.replace(
                            "Host: a\r\n",
                            "Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(call(server).statusCode()).isEqualTo(429);
            client.close();
            assertThat(statusWhenFree(server)).isEqualTo(200);
        }
    }

    @Test
    void bytesOfBothBodiesCount(@TempDir Path directory) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                TestServer server =
                        TestServer.start(
                                directory,
                                yaml(upstream.port(), "limits: [{bytes: 5, per: hour}]"))) {
            assertThat(call(server).statusCode()).isEqualTo(200);
            assertThat(call(server).statusCode()).isEqualTo(200);
            HttpResponse<String> third = call(server);
            assertThat(third.statusCode()).isEqualTo(200);
            assertThat(third.headers().firstValue("RateLimit").orElse(""))
                    .startsWith("\"bronze\";r=1;");
            HttpResponse<String> fourth = call(server);
            assertThat(fourth.statusCode()).isEqualTo(429);
            assertThat(Json.parse(fourth.body()).path("code").asString())
                    .isEqualTo("plan_exceeded");
        }
    }
}
