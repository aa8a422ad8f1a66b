package io.grantway.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grantway.http.Json;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An API that knows no security, on this machine only: one event, and what the last call brought,
/// so that one can see what a gateway in front of it adds and takes away.
final class SampleApi implements AutoCloseable {
    /// The port that the scenario's configuration sends calls to.
    static final int PORT = 52773;

    private static final String EVENT =
            "{\"id\":1,\"Name\":\"Global Summit\",\"Location\":{\"id\":1,\"City\":\"Boston\","
                    + "\"Country\":\"United States of America\"}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile String received = "{}";

    private SampleApi(HttpServer server) {
        this.server = server;
    }

    /// @param port 0 for any free one
    /// @throws CommandFailed when the port is taken
    static SampleApi start(int port) throws IOException {
        var api = new SampleApi(bind(port));
        api.server.setExecutor(api.threads);
        api.server.createContext("/", api::answer);
        api.server.start();
        return api;
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new CommandFailed("port " + port + " is taken");
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (!path.equals("/received/last")) {
                received = describe(exchange);
            }
            switch (path) {
                case "/event/1" -> send(exchange, 200, EVENT);
                case "/event/echo", "/received/last" -> send(exchange, 200, received);
                default -> send(exchange, 404, "{\"error\":\"there is no such event\"}");
            }
        }
    }

    private static String describe(HttpExchange exchange) {
        ObjectNode json = Json.object();
        json.put("method", exchange.getRequestMethod());
        json.put("uri", exchange.getRequestURI().toString());
        ObjectNode headers = json.putObject("headers");
        Headers fields = exchange.getRequestHeaders();
        fields.forEach((name, values) -> {
            ArrayNode list = headers.putArray(name.toLowerCase(Locale.ROOT));
            values.forEach(list::add);
        });
        return Json.write(json);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
