package io.grantway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// An API of somebody else over real HTTP, which answers as a test wants and counts.
public final class Backend implements AutoCloseable {
    /// What came.
    ///
    /// @param port of the other side of the connection, by which connections are told apart
    @SuppressWarnings("ArrayRecordComponent")
    public record Asked(
            String method,
            String target,
            Map<String, List<String>> headers,
            byte[] body,
            int port,
            int number) {
        /// The field's value; empty where there is none.
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(name))
                    .map(each -> String.join(", ", each.getValue()))
                    .findFirst()
                    .orElse("");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// What goes back.
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }

        public Answer with(String name, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, body);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Function<Asked, Answer> answers = one -> Answer.of(200, "hello");

    public Backend() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public Backend answering(Function<Asked, Answer> other) {
        answers = other;
        return this;
    }

    /// Answers to requests with the one token, and 401 to others.
    public Backend taking(java.util.function.Supplier<String> token) {
        return answering(one ->
                one.header("Authorization").equals("Bearer " + token.get())
                        ? Answer.of(200, "for " + one.header("Authorization"))
                        : Answer.of(401, "no"));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// @param path behind the port
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public Asked last() {
        return asked.getLast();
    }

    public int count() {
        return count.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked one =
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            exchange.getRequestBody().readAllBytes(),
                            exchange.getRemoteAddress().getPort(),
                            count.incrementAndGet());
            asked.add(one);
            Answer answer = answers.apply(one);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean none = answer.body().length == 0 || one.method().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), none ? -1 : answer.body().length);
            if (!none) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
