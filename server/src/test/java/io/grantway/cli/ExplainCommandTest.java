package io.grantway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.testing.ForeignIssuer;
import io.grantway.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExplainCommandTest {
    private static final String CONFIG =
            """
            workspaces:
              - name: Sample
                apis:
                  - name: open
                    upstream: UPSTREAM
                    routes: [{paths: [/open], methods: [GET]}]
                  - name: events
                    upstream: UPSTREAM
                    routes: [{name: event, paths: [/event]}]
                    policies:
                      - oauth2: {enableClientCredentials: true, scopes: [read]}
                  - name: dead
                    upstream: http://127.0.0.1:1
                    routes: [{paths: [/dead]}]
                  - name: orders
                    upstream: UPSTREAM
                    routes: [{paths: [/orders]}]
                    operations: [{scopes: [orders.read], methods: [GET], paths: [/orders]}]
                    policies: [{requireToken: {}}]
                authorizationServers:
                  - name: hmac
                    external:
                      issuer: https://hmac.example
                      jwt: {hmacSecret: 0123456789abcdef0123456789abcdef}
            """;

    @TempDir private static Path directory;
    private static SampleApi upstream;
    private static TestServer server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws IOException {
        upstream = SampleApi.start(0);
        server = TestServer.start(directory, CONFIG.replace("UPSTREAM", upstream.uri().toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
        upstream.close();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 5];
        all[0] = "explain";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 4] = "--admin";
        all[all.length - 3] = server.admin().toString();
        all[all.length - 2] = "--token";
        all[all.length - 1] = TestServer.ADMIN_TOKEN;
        return Main.run(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of()),
                all);
    }

    private static String idOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }

    /// The explanation of a call. It is kept when the answer has gone out, which may be a moment
    /// after it has come here.
    private static JsonNode explained(HttpResponse<String> answer) throws Exception {
        String path = "/api/v1/explain/" + idOf(answer);
        for (int i = 0; i < 100; i++) {
            JsonNode json = server.adminJson(path);
            if (json.has("outcome")) {
                return json;
            }
        }
        throw new AssertionError(server.adminJson(path));
    }

    private int tries(String call, String token) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), token);
        return Main.run(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("GRANTWAY_ADMIN_TOKEN", TestServer.ADMIN_TOKEN)),
                "explain",
                "--admin",
                server.admin().toString(),
                "--workspace",
                "Sample",
                "--token",
                file.toString(),
                "--api",
                "orders",
                call);
    }

    @Test
    void triesATokenWithoutMakingTheCall() throws Exception {
        ForeignIssuer issuer = new ForeignIssuer("https://hmac.example", InstantSource.system());
        String secret = "0123456789abcdef0123456789abcdef";
        assertThat(tries("GET /orders", issuer.bySecret(secret, Map.of()))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("would be forwarded", "hmac");
        out.reset();
        tries("GET /orders", issuer.bySecret(secret, Map.of("scope", "other")));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("scope_insufficient", "orders.read", "token of     hmac");
        out.reset();
        tries("DELETE /orders", issuer.bySecret(secret, Map.of()));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("no operation of the API covers");
        out.reset();
        tries("GET /orders", issuer.bySecret("x".repeat(32), Map.of()));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("token_signature_wrong");
    }

    @Test
    void saysWhatIsWrongWithACallThatCannotBeTried() throws Exception {
        assertThat(tries("/orders", "x")).isNotZero();
        assertThat(tries("GET /nowhere", "x")).isNotZero();
        assertThat(tries("GET /open", "x")).isNotZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("GET /orders/1", "no API has this host and path", "the API open");
    }

    @Test
    void saysWhichPolicyRefusedAndWhatWouldHavePassed() throws Exception {
        HttpResponse<String> answer =
                server.call("GET", "/event/1?x=planted", "", "Authorization", "Bearer planted");
        JsonNode json = explained(answer);
        assertThat(json.path("status").asInt()).isEqualTo(401);
        assertThat(json.path("match").path("route").asString()).isEqualTo("event");
        assertThat(json.path("policies").path(0).path("name").asString()).isEqualTo("oauth2");
        assertThat(json.path("policies").path(0).path("outcome").asString()).isEqualTo("refused");
        assertThat(json.path("policies").path(0).path("waited").asBoolean()).isTrue();
        assertThat(json.path("refusal").path("reason").asString()).isEqualTo("token_unknown");
        assertThat(json.path("refusal").path("would_pass").asString()).contains("token endpoint");
        assertThat(json.toString()).doesNotContain("planted");
    }

    @Test
    void tellsACallThatWasForwardedFromOneThatCouldNotBe() throws Exception {
        HttpResponse<String> answer = server.call("GET", "/open/1", "");
        JsonNode forwarded = explained(answer);
        assertThat(forwarded.path("outcome").asString()).isEqualTo("forwarded");
        assertThat(forwarded.path("upstream").path("status").asInt())
                .isEqualTo(answer.statusCode());
        assertThat(forwarded.path("durations").has("upstream_head_micros")).isTrue();
        JsonNode dead = explained(server.call("GET", "/dead", ""));
        assertThat(dead.path("refusal").path("reason").asString())
                .isEqualTo("upstream_unreachable");
        assertThat(dead.path("upstream").path("target").asString()).contains("127.0.0.1:1");
    }

    @Test
    void saysWhichRoutesCameNear() throws Exception {
        JsonNode nothing = explained(server.call("GET", "/evnt", ""));
        assertThat(nothing.path("near_routes").path(0).asString())
                .contains("route event", "its path is /event");
        JsonNode method = explained(server.call("POST", "/open", ""));
        assertThat(method.path("near_routes").path(0).asString()).contains("open", "with GET only");
    }

    @Test
    void explainsARefusalOfTheTokenEndpoint() throws Exception {
        JsonNode json = explained(server.call("POST", "/event/oauth2/token", "grant_type=x"));
        assertThat(json.path("refusal").path("reason").asString()).isEqualTo("insecure_transport");
        assertThat(json.path("refusal").path("settings").toString())
                .contains("acceptHttpIfAlreadyTerminated");
    }

    @Test
    void printsItForAPerson() throws Exception {
        HttpResponse<String> answer = server.call("GET", "/event/1", "");
        explained(answer);
        assertThat(run(idOf(answer))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Refused with 401 (token_missing, policy oauth2): ")
                .contains("would pass   An access token in the header");
    }

    @Test
    void printsTheAnswerAsItIsWhereAsked() throws Exception {
        HttpResponse<String> answer = server.call("GET", "/event/1", "");
        explained(answer);
        assertThat(run(idOf(answer), "--json")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"request_id\":\"" + idOf(answer));
    }

    @Test
    void saysHowManyCallsAreKeptWhereTheIdIsUnknown() {
        assertThat(run("never-seen")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("kept are the last");
    }

    @Test
    void refusesAnIdThatCannotBeOne() {
        assertThat(run("a b")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("letters, digits");
    }
}
