package io.grantway.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `grantway fake-provider` as a process: a provider whose faults a test switches on.
final class FakeProvider implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private FakeProvider(Path log, int port, List<String> switches) {
        address = URI.create("http://127.0.0.1:" + port);
        List<String> arguments =
                new ArrayList<>(List.of("fake-provider", "--port", Integer.toString(port)));
        arguments.addAll(switches);
        process = Distribution.unpacked().start(log, Map.of(), arguments);
        Waiting.until(
                Duration.ofSeconds(30),
                () -> answers() || !process.isAlive(),
                () -> "the fake provider does not start; see " + log);
    }

    /// @param switches as the command takes them
    static FakeProvider start(Path directory, String... switches) {
        return new FakeProvider(
                directory.resolve("fake-provider.log"), JavaApp.freePort(), List.of(switches));
    }

    private boolean answers() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(at("/_control")).build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI at(String path) {
        return URI.create(address + path);
    }

    /// Sets a switch, as JSON.
    void set(String name, Object value) {
        post("/_control", JSON.writeValueAsString(Map.of(name, value)));
    }

    /// Nothing is wrong any more.
    void calm() {
        for (String name : List.of("failing", "slow", "html", "wrong-iss", "lose-answer")) {
            set(name, "");
        }
    }

    /// Ends the access tokens of a user before their time.
    void expireTokensOf(String user) {
        post("/_control/expire?user=" + user, "");
    }

    /// Ends what a user has granted.
    void endGrantsOf(String user) {
        post("/_control/revoke?user=" + user, "");
    }

    /// What it has counted.
    JsonNode counters() {
        return JSON.readTree(sent(HttpRequest.newBuilder(at("/_control")).build()).body());
    }

    private void post(String path, String body) {
        HttpResponse<String> answer =
                sent(
                        HttpRequest.newBuilder(at(path))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> sent(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(_ -> process.destroyForcibly())
                .join();
    }
}
