package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A client that registers itself at a running server, and what administrators see of it.
@Timeout(120)
class ClientRegistrationTest {
    private static final String JSON = "application/json";
    private static final String MACHINE =
            "{\"client_name\": \"Robot\", \"grant_types\": [\"client_credentials\"],"
                    + " \"scope\": \"read\"}";

    private static final String YAML =
            """
            authorizationServers:
              - name: local
                builtIn:
                  issuer: http://127.0.0.1:7777/auth
                  scopes: [{name: read}, {name: write}]
                  accessTokens: {format: opaque}
                  registration: {mode: initialAccessToken, consumer: robots}
            """;

    private static String initialToken(TestServer server) throws Exception {
        HttpResponse<String> made =
                server.administer(
                        "POST",
                        "/api/v1/initial-access-tokens",
                        JSON,
                        "{\"server\": \"local\", \"uses\": 1}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Json.parse(made.body()).path("token").asString();
    }

    private static HttpResponse<String> register(TestServer server, String token) throws Exception {
        return server.call(
                "POST",
                "/auth/register",
                MACHINE,
                "Content-Type",
                JSON,
                "Authorization",
                "Bearer " + token);
    }

    private static HttpResponse<String> token(TestServer server, JsonNode client, String scope)
            throws Exception {
        String pair =
                client.path("client_id").asString() + ":" + client.path("client_secret").asString();
        return server.call(
                "POST",
                "/auth/token",
                "grant_type=client_credentials&scope=" + scope,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode robots(TestServer server) throws Exception {
        return server.adminJson("/api/v1/workspaces/default/consumers/robots");
    }

    @Test
    void worksAtOnceOutlivesARestartAndStandsInTheAdminApi(@TempDir Path directory)
            throws Exception {
        JsonNode client;
        try (TestServer server = TestServer.start(directory, YAML)) {
            String initial = initialToken(server);
            HttpResponse<String> response = register(server, initial);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            client = Json.parse(response.body());
            assertThat(register(server, initial).statusCode()).as("used up").isEqualTo(401);
            assertThat(token(server, client, "read").statusCode()).isEqualTo(200);
            JsonNode trail = server.adminJson("/api/v1/audit?workspace=default&size=1000");
            assertThat(trail.toString())
                    .contains("\"administrator\":\"client registration\"")
                    .doesNotContain(
                            client.path("client_secret").asString(),
                            client.path("registration_access_token").asString(),
                            initial);
        }
        try (TestServer server = TestServer.start(directory, YAML)) {
            assertThat(token(server, client, "read").statusCode()).isEqualTo(200);
            JsonNode application = robots(server).path("applications").path(0);
            assertThat(application.path("name").asString()).isEqualTo("Robot");
            assertThat(application.path("metadata").path("scopes").toString())
                    .isEqualTo("[\"read\"]");
            assertThat(application.toString())
                    .doesNotContain("sha256:")
                    .contains("\"server\":\"local\"");
        }
    }

    private static final String WISHES =
            """
            "default_acr_values":["2"],"default_max_age":3600,"dpop_bound_access_tokens":true,
            "post_logout_redirect_uris":["https://client.example/bye"],
            "backchannel_logout_uri":"https://client.example/logout",
            "backchannel_logout_session_required":true,"require_signed_request_object":true,
            "request_object_signing_alg":"ES256","require_pushed_authorization_requests":true,
            "authorization_details_types":["payment"],
            "jwks":{"keys":[{"kty":"EC","crv":"P-256","kid":"1",
              "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
              "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}
            """;

    @Test
    void keepsWhatAClientWantsAndTakesBackWhatItShows(@TempDir Path directory) throws Exception {
        String yaml =
                YAML.replace("initialAccessToken, consumer", "open, consumer")
                        + "      authorizationDetails: [{type: payment}]\n";
        try (TestServer server = TestServer.start(directory, yaml)) {
            HttpResponse<String> response =
                    server.call(
                            "POST",
                            "/auth/register",
                            "{\"redirect_uris\":[\"https://client.example/cb\"]," + WISHES + "}",
                            "Content-Type",
                            JSON);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            ObjectNode client = (ObjectNode) Json.parse(response.body());
            JsonNode wanted = Json.parse("{" + WISHES + "}");
            assertThat(client.deepCopy().retain(wanted.propertyNames())).isEqualTo(wanted);

            String[] headers = {
                "Content-Type",
                JSON,
                "Authorization",
                "Bearer " + client.path("registration_access_token").asString()
            };
            String path = "/auth/register/" + client.path("client_id").asString();
            ObjectNode shown =
                    (ObjectNode) Json.parse(server.call("GET", path, "", headers).body());
            HttpResponse<String> put = server.call("PUT", path, shown.toString(), headers);
            assertThat(put.statusCode()).as(put.body()).isEqualTo(200);

            JsonNode metadata = robots(server).path("applications").path(0).path("metadata");
            assertThat(metadata.path("dpopBoundAccessTokens").asBoolean()).isTrue();
            assertThat(metadata.path("requireSignedRequestObject").asBoolean()).isTrue();
            assertThat(metadata.path("backchannelLogoutUri").asString())
                    .isEqualTo("https://client.example/logout");
            assertThat(metadata.path("authorizationDetailsTypes").toString())
                    .isEqualTo("[\"payment\"]");
        }
    }

    @Test
    void leavesTypesOfDetailsOfAClientByItselfToAdministrators(@TempDir Path directory)
            throws Exception {
        String yaml = YAML + "      authorizationDetails: [{type: payment}]\n";
        try (TestServer server = TestServer.start(directory, yaml)) {
            HttpResponse<String> response =
                    server.call(
                            "POST",
                            "/auth/register",
                            MACHINE.replace(
                                    "}", ", \"authorization_details_types\": [\"payment\"]}"),
                            "Content-Type",
                            JSON,
                            "Authorization",
                            "Bearer " + initialToken(server));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("authorization_details_types", "administrator");
        }
    }

    @Test
    void notesThatTheClientWasUsed(@TempDir Path directory) throws Exception {
        try (TestServer server = TestServer.start(directory, YAML)) {
            JsonNode client = Json.parse(register(server, initialToken(server)).body());
            assertThat(used(server)).isFalse();
            token(server, client, "read");

            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> {
                        while (!used(server)) {
                            Thread.onSpinWait();
                        }
                    });
            assertThat(token(server, client, "read").statusCode()).isEqualTo(200);
        }
    }

    private static boolean used(TestServer server) throws Exception {
        return robots(server)
                .path("applications")
                .path(0)
                .path("registration")
                .path("used")
                .asBoolean(false);
    }

    @Test
    void canBeChangedByAdministratorsAndByItself(@TempDir Path directory) throws Exception {
        try (TestServer server = TestServer.start(directory, YAML)) {
            JsonNode client = Json.parse(register(server, initialToken(server)).body());
            JsonNode consumer = robots(server);

            // What an administrator reads, they can write back, masked secrets included.
            HttpResponse<String> put =
                    server.administer(
                            "PUT",
                            "/api/v1/workspaces/default/consumers/robots",
                            JSON,
                            consumer.toString().replace("[\"read\"]", "[\"write\"]"));
            assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
            assertThat(token(server, client, "write").statusCode()).isEqualTo(200);
            assertThat(token(server, client, "read").statusCode()).isEqualTo(400);
            String path = "/auth/register/" + client.path("client_id").asString();
            String bearer = "Bearer " + client.path("registration_access_token").asString();
            HttpResponse<String> shown = server.call("GET", path, "", "Authorization", bearer);
            assertThat(Json.parse(shown.body()).path("scope").asString()).isEqualTo("write");
            assertThat(server.call("DELETE", path, "", "Authorization", bearer).statusCode())
                    .isEqualTo(204);
            assertThat(token(server, client, "write").statusCode()).isEqualTo(401);
            assertThat(robots(server).path("applications").isEmpty()).isTrue();
        }
    }

    @Test
    void makesInitialAccessTokensForServersOnlyThatTakeThem(@TempDir Path directory)
            throws Exception {
        try (TestServer server = TestServer.start(directory, YAML)) {
            for (String wrong :
                    new String[] {
                        "{\"server\": \"other\"}",
                        "{\"server\": \"local\", \"uses\": 0}",
                        "{\"server\": \"local\", \"expires_at\": \"2020-01-01T00:00:00Z\"}",
                        "{\"server\": \"local\", \"use\": 1}"
                    }) {
                assertThat(
                                server.administer(
                                                "POST",
                                                "/api/v1/initial-access-tokens",
                                                JSON,
                                                wrong)
                                        .statusCode())
                        .as(wrong)
                        .isEqualTo(400);
            }
            String text = initialToken(server);
            JsonNode listed =
                    server.adminJson("/api/v1/initial-access-tokens").path("data").path(0);
            assertThat(listed.toString()).doesNotContain(text);
            assertThat(listed.path("uses_left").asInt()).isEqualTo(1);
            String one = "/api/v1/initial-access-tokens/" + listed.path("id").asString();
            assertThat(server.administer("DELETE", one, JSON, "").statusCode()).isEqualTo(204);
            assertThat(register(server, text).statusCode()).isEqualTo(401);
        }
    }
}
