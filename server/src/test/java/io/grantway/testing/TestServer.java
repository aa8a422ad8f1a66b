package io.grantway.testing;

import io.grantway.boot.Server;
import io.grantway.boot.StartOptions;
import io.grantway.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A whole server on loopback, on ports of its own, and a client for it.
public final class TestServer implements AutoCloseable {
    public static final String ADMIN_TOKEN = "the-admin-token-of-the-test";

    private static final String LISTENERS =
            """
            listeners:
              gateway: {https: "off", http: "127.0.0.1:0"}
              admin: {https: "off", http: "127.0.0.1:0"}
            """;

    private final Server server;
    private final Path directory;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(Server server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /// @param yaml all but the listeners
    public static TestServer start(Path directory, String yaml) throws IOException {
        Path config = directory.resolve("grantway.yaml");
        Files.writeString(config, LISTENERS + yaml);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Server server =
                Server.start(
                        new StartOptions(
                                List.of(config),
                                directory.resolve("data"),
                                Map.of(
                                        "GRANTWAY_ADMIN_TOKEN",
                                        ADMIN_TOKEN,
                                        "GRANTWAY_SERVER_TELEMETRY_ACCESS_LOG_ENABLED",
                                        "false"),
                                nowhere));
        return new TestServer(server, directory);
    }

    public Path config() {
        return directory.resolve("grantway.yaml");
    }

    public Path data() {
        return directory.resolve("data");
    }

    /// Reads the configuration again.
    public void reload() {
        server.reload();
    }

    public URI gateway() {
        return server.gatewayHttp().orElseThrow();
    }

    public URI admin() {
        return server.adminHttp().orElseThrow();
    }

    /// @param headers name, value, name, value, …
    public HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(gateway(), method, path, body, headers);
    }

    /// Sends a request with the admin token.
    ///
    /// @param type of the body
    public HttpResponse<String> administer(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(
                admin(),
                method,
                path,
                body,
                "Authorization",
                "Bearer " + ADMIN_TOKEN,
                "Content-Type",
                type);
    }

    public JsonNode adminJson(String path) throws IOException, InterruptedException {
        return Json.parse(administer("GET", path, "application/json", "").body());
    }

    private HttpResponse<String> send(
            URI base, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
