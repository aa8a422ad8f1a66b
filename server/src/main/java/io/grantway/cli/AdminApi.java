package io.grantway.cli;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// The admin API of a running server.
final class AdminApi {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final URI address;
    private final Secret token;
    private final Path data;

    /// @param data where the certificate lies that a server on this machine made for itself
    AdminApi(URI address, Secret token, Path data) {
        this.address = address;
        this.token = token;
        this.data = data;
    }

    /// What the server said.
    record Answer(int status, String body) {
        boolean good() {
            return status < 300;
        }

        /// Why it refused.
        String detail() {
            try {
                JsonNode json = Json.parse(body);
                return json.path("detail").asString(body);
            } catch (Problem _) {
                return body;
            }
        }
    }

    /// @throws ConnectException when nobody answers there
    Answer send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = client()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(PATIENCE)
                            .header("Authorization", token.expose(text -> "Bearer " + text))
                            .header("Content-Type", contentType)
                            .method(method, BodyPublishers.ofString(body))
                            .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        }
    }

    private HttpClient client() throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        Path own = Trust.developmentCertificate(data);
        // Only there: a name that somebody else's certificate is for is checked as always.
        if ("https".equals(address.getScheme())
                && "localhost".equals(address.getHost())
                && Files.exists(own)) {
            builder.sslContext(Trust.only(own));
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
