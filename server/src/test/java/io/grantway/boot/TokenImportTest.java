package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.Ids;
import io.grantway.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenImportTest {
    private static final String CONFIG =
            """
            workspaces:
              - name: Sample
                apis:
                  - name: events
                    upstream: http://127.0.0.1:1
                    routes: [{paths: [/event]}]
                    policies:
                      - oauth2: {enableClientCredentials: true, globalCredentials: true}
                consumers:
                  - username: app
                    applications: [{name: app, clientId: client, clientSecret: "s3cret-s3cret"}]
            """;
    private static final int UNAUTHORIZED = 401;

    @TempDir private Path directory;

    @Test
    void aTokenIsGoodAndBadFromTheMomentOfTheAnswerOn() throws Exception {
        try (TestServer server = TestServer.start(directory, CONFIG)) {
            assertThat(statusWithToken(server)).isEqualTo(UNAUTHORIZED);
            String client = Ids.of("Sample", "client", "client").toString();
            String body = "access_token=foreign&expires_in=600&credential.id=" + client;
            String form = "application/x-www-form-urlencoded";
            assertThat(server.administer("POST", "/Sample/oauth2_tokens", form, body).statusCode())
                    .isEqualTo(201);
            assertThat(statusWithToken(server)).isEqualTo(502);
            String json = "application/json";
            String changed = "{\"created_at\":1000,\"expires_in\":1}";
            String path = "/Sample/oauth2_tokens/foreign";
            assertThat(server.administer("PATCH", path, json, changed).statusCode()).isEqualTo(200);
            assertThat(statusWithToken(server)).isEqualTo(UNAUTHORIZED);
            assertThat(server.administer("PUT", path, form, body).statusCode()).isEqualTo(200);
            assertThat(statusWithToken(server)).isEqualTo(502);
            assertThat(server.administer("DELETE", path, json, "").statusCode()).isEqualTo(204);
            assertThat(statusWithToken(server)).isEqualTo(UNAUTHORIZED);
        }
    }

    private static int statusWithToken(TestServer server) throws Exception {
        return server.call("GET", "/event", "", "Authorization", "Bearer foreign").statusCode();
    }
}
