package io.grantway.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A FHIR server that answers what a test put there, in turn, and remembers what it was asked.
public final class TestFhir implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private volatile Runnable before = () -> {};

    /// What it says.
    ///
    /// @param headers name, value, name, value, …
    @SuppressWarnings("ArrayRecordComponent")
    public record Reply(int status, String body, String... headers) {}

    /// What it was asked.
    ///
    /// @param target path and query as they came
    @SuppressWarnings("ArrayRecordComponent")
    public record Asked(String method, String target, Headers headers, String body) {
        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    public TestFhir() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public URI base() {
        return URI.create(origin() + "/fhir");
    }

    /// Answers to a method and target, one after another; the last one stays.
    public TestFhir on(String methodAndTarget, Reply... answers) {
        replies.put(methodAndTarget, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    public TestFhir on(String methodAndTarget, String json) {
        return on(methodAndTarget, new Reply(200, json, "Content-Type", "application/fhir+json"));
    }

    /// Done before each answer.
    public void before(Runnable something) {
        before = something;
    }

    public List<Asked> asked() {
        return new ArrayList<>(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(
                    new Asked(
                            exchange.getRequestMethod(),
                            target,
                            exchange.getRequestHeaders(),
                            body));
            before.run();
            send(exchange, reply(exchange.getRequestMethod() + " " + target));
        }
    }

    private Reply reply(String what) {
        Queue<Reply> answers = replies.get(what);
        if (answers == null) {
            return new Reply(
                    404,
                    "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
                            + "\"code\":\"not-found\",\"diagnostics\":\"nothing here\"}]}");
        }
        synchronized (answers) {
            Reply next = answers.size() > 1 ? answers.remove() : answers.element();
            return next;
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        for (int i = 0; i < reply.headers().length; i += 2) {
            exchange.getResponseHeaders().add(reply.headers()[i], reply.headers()[i + 1]);
        }
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
