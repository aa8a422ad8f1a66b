package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultLogsTest {
    private static final String KEY = "printpixie-key-0123456789";
    private static final String CONFIG =
            """
            vault:
              redirectUri: https://localhost:8443/connect/callback
              notify: [{webhook: "", secret: ""}, {mail: ops@printpixie.example}]
              apps: [{name: printpixie, key: %s}]
            """
                    .formatted(KEY);
    private static final String VAULT = "/api/v1/workspaces/default/vault";

    private static HttpResponse<String> asked(String method, String uri, String key)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(uri))
                            .header("Authorization", "Bearer " + key)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void answersAppsAndAdministrators(@TempDir Path directory) throws Exception {
        try (TestServer server = TestServer.start(directory, CONFIG)) {
            String gateway = server.gateway().toString();
            String admin = server.admin().toString();
            String token = TestServer.ADMIN_TOKEN;

            HttpResponse<String> calls = asked("GET", gateway + "/vault/v1/calls", KEY);
            assertThat(calls.body()).isEqualTo("{\"calls\":[],\"cursor\":null}");
            assertThat(asked("GET", gateway + "/vault/v1/calls", "nobody").statusCode())
                    .isEqualTo(401);
            assertThat(asked("GET", gateway + "/vault/v1/users/megan/export", KEY).body())
                    .contains("\"user\":\"megan\"", "\"accounts\":[]");
            assertThat(asked("DELETE", gateway + "/vault/v1/users/me%40gan", KEY).body())
                    .contains("\"user\":\"me@gan\"");

            assertThat(asked("GET", admin + VAULT + "/calls?kind=refresh", token).body())
                    .isEqualTo("{\"calls\":[],\"cursor\":null}");
            assertThat(asked("GET", admin + VAULT + "/accounts?state=reconnect", token).body())
                    .isEqualTo("{\"data\":[],\"next\":null}");
            assertThat(asked("GET", admin + VAULT + "/accounts?user=megan", token).body())
                    .isEqualTo("{\"data\":[],\"next\":null}");
            assertThat(asked("GET", admin + VAULT + "/notices", token).body())
                    .isEqualTo("{\"data\":[],\"next\":null}");
            String user = VAULT + "/apps/printpixie/users/megan";
            assertThat(asked("DELETE", admin + user + "/accounts/drive", token).statusCode())
                    .isEqualTo(404);
            assertThat(asked("DELETE", admin + user, token).statusCode()).isEqualTo(200);
            assertThat(
                            Json.parse(asked("GET", admin + "/api/v1/audit", token).body())
                                    .get("data")
                                    .get(0)
                                    .get("kind")
                                    .asString())
                    .isEqualTo("vaultUser");
            assertThat(asked("GET", admin + "/metrics", token).body())
                    .contains("grantway_vault_events_total{kind=\"call\",outcome=\"ok\"} 0.0")
                    .contains("grantway_vault_log_lost_total 0.0");
        }
    }
}
