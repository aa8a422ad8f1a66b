package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.http.Json;
import io.grantway.store.PostgresqlConfig;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestPostgres;
import io.grantway.testing.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one database: what one does, the other knows.
@Timeout(60)
class TwoNodesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    /// What the other node hears within a second counts as at once.
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir private static Path directory;
    private static RawUpstream upstream;
    private static TestServer one;
    private static TestServer two;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering(OK);
        PostgresqlConfig database = TestPostgres.emptied("nodes");
        one = node("one", database);
        two = node("two", database);
    }

    @AfterAll
    static void close() throws Exception {
        one.close();
        two.close();
        upstream.close();
    }

    private static TestServer node(String name, PostgresqlConfig database) throws Exception {
        return TestServer.start(
                Files.createDirectories(directory.resolve(name)),
                """
                server:
                  trustedProxies: [127.0.0.0/8]
                %sworkspaces:
                  - name: Sample
                    authorizationServers:
                      - name: local
                        builtIn: {issuer: "http://127.0.0.1:7777/auth", scopes: [{name: read}]}
                    apis:
                      - name: events
                        upstream: {url: "http://127.0.0.1:%d", retries: 0}
                        routes: [{paths: [/event]}]
                        policies:
                          - oauth2:
                              enableClientCredentials: true
                              acceptHttpIfAlreadyTerminated: true
                    consumers: [{username: partner}]
                """
                        .formatted(TestPostgres.yaml(database), upstream.port()));
    }

    private static void makeApplication(TestServer node) throws Exception {
        HttpResponse<String> made =
                node.administer(
                        "POST",
                        "/Sample/consumers/partner/oauth2",
                        FORM,
                        "name=crm&client_id=crm&client_secret=s3cret-s3cret"
                                + "&redirect_uris=https://crm.example/callback");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private static HttpResponse<String> askForToken(TestServer node) throws Exception {
        return node.call(
                "POST",
                "/event/oauth2/token",
                "grant_type=client_credentials&client_id=crm&client_secret=s3cret-s3cret",
                "Content-Type",
                FORM,
                "X-Forwarded-Proto",
                "https");
    }

    private static String token(TestServer node) throws Exception {
        HttpResponse<String> answer = askForToken(node);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parse(answer.body()).path("access_token").asString();
    }

    private static int call(TestServer node, String token) throws Exception {
        return node.call("GET", "/event", "", "Authorization", "Bearer " + token).statusCode();
    }

    private static void within(Duration time, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        boolean met = condition.call();
        while (!met && System.nanoTime() - end < 0) {
            met = condition.call();
        }
        assertThat(met).as("within " + time).isTrue();
    }

    @Test
    void aTokenAndWhoseItIsAreKnownAtBothAndItsEndToo() throws Exception {
        makeApplication(one);
        within(SOON, () -> askForToken(two).statusCode() == 200);
        String token = token(two);
        assertThat(call(one, token)).isEqualTo(200);
        assertThat(call(two, token)).isEqualTo(200);

        String path = "/Sample/oauth2_tokens/" + token;
        assertThat(one.administer("DELETE", path, JSON, "").statusCode()).isEqualTo(204);
        assertThat(call(one, token)).isEqualTo(401);
        within(SOON, () -> call(two, token) == 401);
    }

    @Test
    void whatAdministratorsChangeAtBothAddsUp() throws Exception {
        for (int i = 0; i < 3; i++) {
            // Without waiting: each must first catch up with the other.
            assertThat(consumer(one, "one" + i)).isEqualTo(201);
            assertThat(consumer(two, "two" + i)).isEqualTo(201);
            assertThat(consumer(two, "one" + i)).as("a name that is taken").isEqualTo(409);
            assertThat(apply(one, "one" + i)).isEqualTo(200);
            assertThat(apply(two, "two" + i)).isEqualTo(200);
        }
        for (TestServer node : new TestServer[] {one, two}) {
            within(
                    SOON,
                    () ->
                            node.adminJson("/Sample/consumers").path("data").size() == 7
                                    && node.adminJson("/api/v1/config/sets").path("sets").size()
                                            == 6
                                    && node.call("GET", "/set-one2", "").statusCode() == 401
                                    && node.call("GET", "/set-two2", "").statusCode() == 401);
        }
    }

    private static int consumer(TestServer node, String name) throws Exception {
        return node.administer("POST", "/Sample/consumers", FORM, "username=" + name).statusCode();
    }

    private static int apply(TestServer node, String name) throws Exception {
        String set =
                """
                apis:
                  - name: %s
                    upstream: http://127.0.0.1:1
                    routes: [{paths: [/set-%s]}]
                    policies: [{requireKey: {}}]
                """
                        .formatted(name, name);
        return node.administer("PUT", "/api/v1/config/sets/" + name, "application/yaml", set)
                .statusCode();
    }

    @Test
    void anAdminTokenAndTheSigningKeysAreShared() throws Exception {
        HttpResponse<String> made =
                one.administer(
                        "POST",
                        "/api/v1/admin-tokens",
                        JSON,
                        "{\"name\": \"ann\", \"roles\":"
                                + " [{\"workspace\": \"*\", \"role\": \"admin\"}]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = Json.parse(made.body()).path("id").asString();
        within(SOON, () -> two.adminJson("/api/v1/admin-tokens/" + id).has("name"));
        String path = "/api/v1/admin-tokens/" + id;
        assertThat(two.administer("DELETE", path, JSON, "").statusCode()).isEqualTo(204);
        within(SOON, () -> one.administer("GET", path, JSON, "").statusCode() == 404);

        within(SOON, () -> keys(one).equals(keys(two)) && keys(one).length() > 100);
    }

    private static String keys(TestServer node) throws Exception {
        return node.adminJson("/api/v1/signing-keys").path("data").toString();
    }

    @Test
    void tellsHowItStandsWithTheStoresKeysAndRotatesThem() throws Exception {
        assertThat(rotate("{\"keys\": \"data\"}").statusCode()).isEqualTo(202);
        assertThat(one.adminJson("/api/v1/audit").toString()).contains("store_key");
        var refused = rotate("{\"keys\": \"wrapping\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("store_key_not_rotatable", "formerKeys");
        assertThat(rotate("{\"keys\": \"all\"}").statusCode()).isEqualTo(400);

        var own = two.adminJson("/api/v1/store-keys").path("wrapping_key");
        assertThat(own.path("kind").asString()).isEqualTo("given");
        assertThat(own.path("rotating").asBoolean()).isFalse();
    }

    private static HttpResponse<String> rotate(String body) throws Exception {
        return one.administer("POST", "/api/v1/store-keys/rotate", JSON, body);
    }

    @Test
    void bothServeWhatTheyRememberWhileTheDatabaseIsGoneAndGoOnWhenItIsBack() throws Exception {
        Path data = directory.resolve("postgres");
        EmbeddedPostgres postgres = own(data, 0);
        int port = postgres.getPort();
        TestPostgres.runAt(postgres, "CREATE DATABASE own");
        try (TestServer three = node("three", TestPostgres.config(port, "own", 4));
                TestServer four = node("four", TestPostgres.config(port, "own", 4))) {
            makeApplication(three);
            within(SOON, () -> askForToken(four).statusCode() == 200);
            String token = token(four);
            assertThat(call(three, token)).isEqualTo(200);
            assertThat(call(four, token)).isEqualTo(200);

            postgres.close();
            assertThat(call(three, token)).isEqualTo(200);
            assertThat(call(four, token)).isEqualTo(200);
            assertThat(call(three, "unknown")).isEqualTo(503);
            assertThat(askForToken(four).statusCode()).isEqualTo(503);
            assertThat(ready(three)).isEqualTo(503);

            postgres = own(data, port);
            within(Duration.ofSeconds(10), () -> askForToken(four).statusCode() == 200);
            within(Duration.ofSeconds(10), () -> ready(three) == 200);
            String path = "/Sample/oauth2_tokens/" + token;
            assertThat(three.administer("DELETE", path, JSON, "").statusCode()).isEqualTo(204);
            within(Duration.ofSeconds(10), () -> call(four, token) == 401);
        } finally {
            postgres.close();
        }
    }

    private static int ready(TestServer node) throws Exception {
        return node.administer("GET", "/health/ready", JSON, "").statusCode();
    }

    private static EmbeddedPostgres own(Path data, int port) throws Exception {
        return TestPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Test
    void refusesToStartWhereNobodyAnswers() {
        PostgresqlConfig nobody = TestPostgres.config(1, "grantway", 2);

        assertThatThrownBy(() -> node("five", nobody))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("PostgreSQL at 127.0.0.1:1/grantway cannot be reached")
                .hasMessageContaining("see that it runs");
    }
}
