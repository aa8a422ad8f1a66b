package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.testing.Backend;
import io.grantway.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls with users' accounts, at a whole server.
class AccountCallsOverHttpTest {
    private static final String KEY = "Bearer 0123456789abcdef";

    @TempDir Path directory;

    @Test
    void answersAppsAloneAndKnowsNoAccountBeforeThereIsOne() throws Exception {
        try (Backend provider = new Backend();
                TestServer server =
                        TestServer.start(
                                Files.createDirectories(directory.resolve("server")),
                                """
                                vault:
                                  apps: [{name: printpixie, key: 0123456789abcdef}]
                                providers:
                                  - name: drive
                                    apiKey: {apiBase: "%s"}
                                apis:
                                  - name: photos
                                    upstream: {account: drive}
                                    routes: [{paths: [/photos]}]
                                """
                                        .formatted(provider.url("")))) {
            String path = "/vault/v1/users/megan/proxy/drive/x";

            HttpResponse<String> nobody = server.call("GET", path, "");
            HttpResponse<String> app = server.call("GET", path, "", "Authorization", KEY);
            HttpResponse<String> route = server.call("GET", "/photos", "");

            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.body()).contains("key_missing");
            assertThat(app.statusCode()).isEqualTo(404);
            assertThat(app.body()).contains("account_missing");
            assertThat(route.statusCode()).isEqualTo(401);
            assertThat(route.body()).contains("account_user_missing");
            assertThat(provider.count()).isZero();
        }
    }
}
