package io.grantway.fakeprovider;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A fake provider, and a client and a browser at it.
final class Peer implements AutoCloseable {
    static final String CALLBACK = "http://127.0.0.1:7777/callback";

    final TestClock clock = new TestClock();
    final Switches switches = new Switches();
    final FakeProvider provider;
    private final HttpClient http = HttpClient.newHttpClient();

    Peer() {
        try {
            provider = FakeProvider.start(0, switches, clock, new SecureRandom());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    URI at(String path) {
        return URI.create(provider.uri() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    HttpResponse<String> post(String path, Parameters form) throws IOException {
        return post(path, "application/x-www-form-urlencoded", form.encoded());
    }

    HttpResponse<String> post(String path, String type, String body, String... headers)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /// A token request of the client.
    HttpResponse<String> token(String... fields) throws IOException {
        return post("/token", form(fields));
    }

    static Parameters form(String... fields) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", "pixie");
        form.put("client_secret", "pixie-secret");
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return Parameters.of(form);
    }

    /// What the callback gets of a user who says yes.
    Parameters authorized(String more) throws IOException {
        HttpResponse<String> answer =
                get(
                        "/authorize?response_type=code&client_id=pixie&redirect_uri="
                                + CALLBACK
                                + "&scope=files.read+files.write&state=s&auto=megan"
                                + more);
        return callback(answer);
    }

    static Parameters callback(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("location").orElse("");
        return Parameters.parse(location.substring(location.indexOf('?') + 1));
    }

    /// The token answer of a new grant.
    JsonNode granted() throws IOException {
        String code = authorized("").first("code").orElse("");
        return Json.parse(
                token("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK)
                        .body());
    }

    HttpResponse<String> refreshed(String refresh) throws IOException {
        return token("grant_type", "refresh_token", "refresh_token", refresh);
    }

    static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.close();
        provider.close();
    }
}
