package io.grantway.acceptance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A token endpoint for each odd way to answer, at `/{kind}`.
final class OddTokenServer implements AutoCloseable {
    private static final String TOKEN = "\"access_token\": \"opaque-%s\", ";

    private final LoopbackServer http = new LoopbackServer(this::answer);
    private final CountDownLatch closing = new CountDownLatch(1);

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String kind = exchange.getRequestURI().getPath().substring(1);
        String token = TOKEN.formatted(kind) + "\"token_type\": \"Bearer\"";
        switch (kind) {
            case "no-lifetime" -> json(exchange, "{" + token + "}");
            case "zero" -> json(exchange, "{" + token + ", \"expires_in\": 0}");
            case "negative" -> json(exchange, "{" + token + ", \"expires_in\": -5}");
            case "text" -> json(exchange, "{" + token + ", \"expires_in\": \"3600\"}");
            case "milliseconds" -> json(exchange, "{" + token + ", \"expires_in\": 3600000}");
            case "no-type" -> json(exchange, "{" + TOKEN.formatted(kind) + "\"expires_in\": 3600}");
            case "nested" -> json(exchange, "{\"data\": {" + token + "}, \"ok\": true}");
            case "html" ->
                    send(exchange, 200, "text/html", "<html><h1>Welcome to our Wi-Fi</h1></html>");
            case "redirect" -> {
                exchange.getResponseHeaders().set("Location", "/text");
                send(exchange, 302, "text/plain", "elsewhere");
            }
            case "huge" ->
                    json(exchange, "{" + token + ", \"x\": \"" + "y".repeat(10 << 20) + "\"}");
            case "drip" -> drip(exchange);
            case "error-in-200" ->
                    json(
                            exchange,
                            "{\"error\": \"incorrect_client_credentials\", \"error_description\":"
                                    + " \"no such client\"}");
            case "no-token" -> json(exchange, "{\"token_type\": \"Bearer\", \"expires_in\": 3600}");
            case "array" -> json(exchange, "[1, 2]");
            case "invalid-client" ->
                    send(
                            exchange,
                            401,
                            "application/json",
                            "{\"error\": \"invalid_client\", \"error_description\": \"who are"
                                    + " you?\"}");
            case "busy" -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                send(exchange, 429, "application/json", "{}");
            }
            default -> send(exchange, 500, "text/plain", "broken");
        }
    }

    private static void json(HttpExchange exchange, String json) throws IOException {
        LoopbackServer.json(exchange, 200, json);
    }

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /// A byte now and then, for ever.
    private void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try {
            while (!closing.await(200, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri() {
        return http.uri();
    }

    int asked(String kind) {
        return http.asked("/" + kind);
    }

    @Override
    public void close() {
        closing.countDown();
        http.close();
    }
}
