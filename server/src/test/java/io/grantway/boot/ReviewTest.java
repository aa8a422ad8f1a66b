package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private String origin;
    @TempDir private Path directory;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext(
                "/",
                exchange -> {
                    String body = answers.get(exchange.getRequestURI().getPath());
                    byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(
                            body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        answers.put(
                "/.well-known/openid-configuration",
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\", \"introspection_endpoint\": \"%s/introspect\"}"
                        .formatted(origin, origin, origin));
        answers.put("/keys", "{\"keys\": []}");
        answers.put("/introspect", "{}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Review review(boolean online) throws IOException {
        Path file = directory.resolve("grantway.yaml");
        Files.writeString(
                file,
                "authorizationServers: [{name: cloud, external: {issuer: \"%s\", introspection: {clientId: g}}}]\n"
                        .formatted(origin));
        return Review.of(List.of(file), Map.of(), online);
    }

    @Test
    void asksNobodyUnlessToldTo() throws IOException {
        answers.clear();
        assertThat(review(false).unreachable()).isEmpty();
        assertThat(review(false).summary()).startsWith("0 APIs");
    }

    @Test
    void findsServersThatAnswer() throws IOException {
        assertThat(review(true).unreachable()).isEmpty();
    }

    @Test
    void saysWhichOfItsAddressesDoesNotAnswer() throws IOException {
        answers.remove("/keys");
        answers.remove("/introspect");
        assertThat(review(true).unreachable())
                .map(note -> note.text().replace(origin, ""))
                .containsExactly(
                        "unreachable keys: /keys answers 404",
                        "unreachable introspection: /introspect answers 404");
        answers.put("/keys", "[]");
        answers.put("/introspect", "{}");
        assertThat(review(true).unreachable())
                .hasSize(1)
                .first()
                .asString()
                .contains("its keys cannot be read");
        answers.clear();
        assertThat(review(true).unreachable())
                .hasSize(1)
                .first()
                .asString()
                .contains("external: unreachable discovery");
        server.stop(0);
        assertThat(review(true).unreachable()).hasSize(1);
    }
}
