package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestServer;
import io.grantway.testing.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Connections and security definitions as the admin API lets them be made, looked at and renewed.
class OutgoingOperationsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir private Path directory;
    private final TokenIssuer issuer = new TokenIssuer();
    private RawUpstream api = RawUpstream.answering(OK);
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(directory, "server: {}\n");
    }

    @AfterEach
    void close() {
        server.close();
        api.close();
        issuer.close();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        String whole = "/api/v1/workspaces/default/" + path;
        return server.administer(method, whole, "application/json", body);
    }

    private JsonNode json(String method, String path, String body) throws Exception {
        HttpResponse<String> response = ask(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return Json.parse(response.body());
    }

    private void define(String more) throws Exception {
        json(
                "PUT",
                "securityDefinitions/Okta",
                """
                {"oauth2": {"tokenEndpoint": "%s", "clientId": "grantway",
                 "clientSecret": "the-s3cret"%s}}\
                """
                        .formatted(issuer.uri(), more));
    }

    private void connect(String security) throws Exception {
        json(
                "PUT",
                "connections/REST%20Server",
                """
                {"rest": {"url": "http://127.0.0.1:%d/billing", "security": "%s"}}\
                """
                        .formatted(api.port(), security));
    }

    private static JsonNode step(JsonNode checkup, String of, String name) {
        return checkup.path("steps")
                .valueStream()
                .filter(each -> each.path("of").asString().equals(of))
                .filter(each -> each.path("step").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pingsAConnectionThatWasMade() throws Exception {
        define("");
        connect("Okta");
        JsonNode checkup = json("POST", "connections/REST%20Server/ping", "");

        assertThat(checkup.path("ok").asBoolean()).as(checkup.toString()).isTrue();
        assertThat(
                        checkup.path("steps")
                                .valueStream()
                                .map(each ->
                                        each.path("of").asString()
                                                + " "
                                                + each.path("step").asString()))
                .contains("token server dns", "token server token", "API dns", "API answer");
        assertThat(api.lastHead()).contains("Authorization: Bearer token-");
        assertThat(checkup.toString()).doesNotContain("the-s3cret").doesNotContain("token-2");
    }

    @Test
    void saysThatTheApiDoesNotTakeTheToken() throws Exception {
        api.close();
        api = RawUpstream.answering("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
        define("");
        connect("Okta");
        JsonNode checkup = json("POST", "connections/REST%20Server/ping", "");

        assertThat(checkup.path("ok").asBoolean()).isFalse();
        assertThat(step(checkup, "token server", "token").path("verdict").asString())
                .isEqualTo("ok");
        JsonNode answer = step(checkup, "API", "answer");
        assertThat(answer.path("verdict").asString()).isEqualTo("failed");
        assertThat(answer.path("text").asString()).contains("401");
        assertThat(answer.path("advice").asString()).isNotEmpty();
    }

    @Test
    void showsTheTokenRequestsAndTheStateOfTheToken() throws Exception {
        define(", \"scopes\": [\"a\"]");
        assertThat(json("GET", "securityDefinitions/Okta/token", "").path("state").asString())
                .isEqualTo("none");
        assertThat(json("GET", "securityDefinitions/Okta/attempts", "").path("data")).isEmpty();

        JsonNode checkup = json("POST", "securityDefinitions/Okta/test", "");
        assertThat(checkup.path("ok").asBoolean()).as(checkup.toString()).isTrue();
        JsonNode token = json("GET", "securityDefinitions/Okta/token", "");
        assertThat(token.path("state").asString()).isEqualTo("fresh");
        assertThat(token.path("asked").path(0).asString()).isEqualTo("a");
        assertThat(token.path("fingerprint").asString()).hasSizeBetween(6, 16);
        JsonNode attempts = json("GET", "securityDefinitions/Okta/attempts", "").path("data");
        assertThat(attempts).hasSize(1);
        assertThat(attempts.path(0).path("status").asInt()).isEqualTo(200);
        assertThat(token.toString() + attempts).doesNotContain("token-");
    }

    @Test
    void renewsATokenWhenTold() throws Exception {
        define("");
        JsonNode first = json("POST", "securityDefinitions/Okta/renew", "");
        JsonNode second = json("POST", "securityDefinitions/Okta/renew", "");

        assertThat(second.path("generation").asLong())
                .isGreaterThan(first.path("generation").asLong());
        assertThat(second.path("fingerprint")).isNotEqualTo(first.path("fingerprint"));
        assertThat(server.adminJson("/api/v1/audit?size=1").toString()).contains("token");
    }

    @Test
    void saysWhyATokenCannotBeRenewed() throws Exception {
        issuer.answering(_ -> TokenIssuer.Answer.error(401, "invalid_client"));
        define("");
        HttpResponse<String> refused = ask("POST", "securityDefinitions/Okta/renew", "");

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("no_token", "invalid_client");
        JsonNode token = json("GET", "securityDefinitions/Okta/token", "");
        assertThat(token.path("state").asString()).isEqualTo("failed");
        assertThat(token.path("trouble").asString()).contains("invalid_client");
    }

    @Test
    void knowsOnlyTokensOfDefinitionsThatHaveSome() throws Exception {
        json(
                "PUT",
                "securityDefinitions/Desk",
                "{\"basic\": {\"username\": \"a\", \"password\": \"b\"}}");

        assertThat(ask("GET", "securityDefinitions/Desk/token", "").statusCode()).isEqualTo(409);
        assertThat(ask("POST", "securityDefinitions/none/test", "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "connections/none/ping", "").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "connections/none/calls", "").statusCode()).isEqualTo(404);
    }

    @Test
    void signsCallsByOAuth1AndByAwsSignatures() throws Exception {
        json(
                "PUT",
                "securityDefinitions/Old",
                """
                {"oauth1": {"consumerKey": "key", "consumerSecret": "the-s3cret"}}\
                """);
        json(
                "PUT",
                "securityDefinitions/Cloud",
                """
                {"awsSigV4": {"accessKeyId": "AKID", "secretAccessKey": "the-s3cret",
                 "sessionToken": "session", "region": "eu-central-1", "service": "s3"}}\
                """);
        connect("Old");
        json("POST", "connections/REST%20Server/ping", "");
        assertThat(api.lastHead())
                .contains("Authorization: OAuth oauth_consumer_key=\"key\"")
                .contains("oauth_signature_method=\"HMAC-SHA1\"");

        connect("Cloud");
        json("POST", "connections/REST%20Server/ping", "");
        assertThat(api.lastHead())
                .contains("Authorization: AWS4-HMAC-SHA256 Credential=AKID/")
                .contains("X-Amz-Security-Token: session")
                .contains(
                        "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,")
                .doesNotContain("the-s3cret");
    }

    @Test
    void masksSecretsAndFillsThemInAgain() throws Exception {
        define("");
        JsonNode shown = json("GET", "securityDefinitions/Okta", "");
        assertThat(shown.path("oauth2").path("clientSecret").asString()).isEqualTo("[secret]");
        assertThat(ask("GET", "connections", "").body()).doesNotContain("the-s3cret");

        json("PUT", "securityDefinitions/Okta", shown.toString());
        json("POST", "securityDefinitions/Okta/renew", "");
        assertThat(issuer.asked().getLast().header("Authorization"))
                .isEqualTo("Basic Z3JhbnR3YXk6dGhlLXMzY3JldA==");
        assertThat(server.administer("GET", "/api/v1/config/export", "application/json", "").body())
                .contains("clientSecret: ${env:")
                .doesNotContain("the-s3cret");
        assertThat(server.adminJson("/api/v1/audit?size=5").toString())
                .contains("security_definition")
                .doesNotContain("the-s3cret");
    }

    @Test
    void keepsADefinitionThatAConnectionNames() throws Exception {
        define("");
        connect("Okta");
        HttpResponse<String> refused = ask("DELETE", "securityDefinitions/Okta", "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "the connection \\\"REST Server\\\" names \\\"Okta\\\": change that first");
        assertThat(
                        ask(
                                        "PATCH",
                                        "connections/REST%20Server",
                                        "{\"rest\": {\"security\": \"x\"}}")
                                .body())
                .contains("rest.security: there is no security definition \\\"x\\\"");

        json("PATCH", "connections/REST%20Server", "{\"rest\": {\"security\": null}}");
        assertThat(ask("DELETE", "securityDefinitions/Okta", "").statusCode()).isEqualTo(204);
    }

    @Test
    void listsTheLastCalls() throws Exception {
        define("");
        connect("Okta");

        assertThat(json("GET", "connections/REST%20Server/calls", "").path("data").isArray())
                .isTrue();
    }

    @Test
    void keepsAConnectionThatAnApiNames() throws Exception {
        define("");
        connect("Okta");
        String api =
                """
                {"upstream": {"connection": "REST Server"}, "routes": [{"paths": ["/billing"]}]}\
                """;
        json("PUT", "apis/billing", api);
        HttpResponse<String> refused = ask("DELETE", "connections/REST%20Server", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("the api \\\"billing\\\" names");
        assertThat(ask("PUT", "apis/other", api.replace("REST Server", "none")).body())
                .contains("upstream.connection: there is no connection \\\"none\\\"");
    }
}
