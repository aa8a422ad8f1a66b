package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.testing.Backend;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectOverHttpTest {
    private static final String CONFIG =
            """
            vault:
              redirectUri: https://vault.example/connect/callback
              apps:
                - {name: printpixie, key: pixie-key-0123456789, returnUrls: ["https://printpixie.example/*"]}
            providers:
              - name: my-drive
                oauth2: {authorizationUrl: "AT/authorize", tokenUrl: "AT/token", revocationUrl: "AT/revoke", apiBase: "AT", pkce: S256}
                clientId: pixie
                clientSecret: pixie-secret
                scopes: [files.read]
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void connectsListsAndDisconnectsOnAWholeServer(@TempDir Path directory) throws Exception {
        try (Backend provider = new Backend();
                TestServer server =
                        TestServer.start(
                                directory,
                                CONFIG.replace("AT/", provider.url("/"))
                                        .replace("\"AT\"", "\"" + provider.url("") + "\""))) {
            provider.answering(one ->
                    one.target().equals("/token")
                            ? Answer.of(
                                            200,
                                            "{\"access_token\":\"AT-1\",\"refresh_token\":\"RT-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                                    .with("Content-Type", "application/json")
                            : Answer.of(200, ""));
            HttpResponse<String> made =
                    app(
                            server,
                            "POST",
                            "/vault/v1/sessions",
                            "{\"user\":\"megan\",\"returnUrl\":\"https://printpixie.example/done\"}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            String link = URI.create(Json.parse(made.body()).path("url").asString()).getPath();

            HttpResponse<String> opened = browser(server, link, "");
            String cookie =
                    opened.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
            HttpResponse<String> away =
                    browser(server, opened.headers().firstValue("Location").orElseThrow(), cookie);
            URI there = URI.create(away.headers().firstValue("Location").orElseThrow());
            String state = Parameters.parse(there.getRawQuery()).first("state").orElseThrow();
            HttpResponse<String> back =
                    browser(server, "/connect/callback?code=C&state=" + state, cookie);
            assertThat(back.headers().firstValue("Location").orElse(back.body()))
                    .startsWith("https://printpixie.example/done?status=connected");

            String accounts = "/vault/v1/users/megan/accounts";
            assertThat(app(server, "GET", accounts, "").body()).contains("\"my-drive\"", "active");
            assertThat(app(server, "DELETE", accounts + "/my-drive", "").body())
                    .contains("\"revoked\":true");
            assertThat(provider.last().text()).contains("token=RT-1");
            assertThat(app(server, "GET", accounts, "").body()).isEqualTo("{\"accounts\":[]}");
        }
    }

    private HttpResponse<String> app(TestServer server, String method, String path, String body)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.gateway().resolve(path))
                        .header("Authorization", "Bearer pixie-key-0123456789")
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> browser(TestServer server, String path, String cookie)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.gateway().resolve(path))
                        .header("Cookie", cookie)
                        .build(),
                BodyHandlers.ofString());
    }
}
