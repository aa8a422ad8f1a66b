package io.grantway.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// A token endpoint that counts how often it is asked, and an API that takes its tokens as long as
/// they live.
final class TokenCounter implements AutoCloseable {
    private static final String ANSWER =
            "{\"plan\":\"gold\",\"filler\":\"" + "x".repeat(170) + "\"}";

    private final Vertx vertx = Vertx.vertx();
    private final Duration lifetime;
    private final int port;
    private final ConcurrentHashMap<String, Long> expiries = new ConcurrentHashMap<>();
    private final List<Long> issued = new ArrayList<>();
    private final AtomicLong serial = new AtomicLong();
    private final LongAdder calls = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /// @param port of the API; the token endpoint has the next one
    TokenCounter(int port, Duration lifetime) {
        this.port = port;
        this.lifetime = lifetime;
        listen(port, this::call);
        listen(port + 1, request -> request.bodyHandler(_ -> issue(request.response())));
    }

    private void listen(int on, Handler<HttpServerRequest> handler) {
        vertx.createHttpServer()
                .requestHandler(handler)
                .listen(on, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, SECONDS)
                .join();
    }

    String api() {
        return "http://127.0.0.1:" + port + "/api";
    }

    String tokenEndpoint() {
        return "http://127.0.0.1:" + (port + 1) + "/token";
    }

    private void issue(HttpServerResponse response) {
        long now = System.nanoTime();
        String token = "token-" + serial.incrementAndGet();
        expiries.put(token, now + lifetime.toNanos());
        synchronized (issued) {
            issued.add(now);
        }
        response.putHeader("Content-Type", "application/json")
                .end(
                        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                                .formatted(token, lifetime.toSeconds()));
    }

    private void call(HttpServerRequest request) {
        calls.increment();
        String field = request.getHeader("Authorization");
        Long expiry =
                field != null && field.startsWith("Bearer ")
                        ? expiries.get(field.substring("Bearer ".length()))
                        : null;
        HttpServerResponse response =
                request.response().putHeader("Content-Type", "application/json");
        if (expiry == null || expiry < System.nanoTime()) {
            refused.increment();
            response.setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                    .end("{}");
        } else {
            response.end(ANSWER);
        }
    }

    /// What was asked of it so far.
    Count count() {
        synchronized (issued) {
            return new Count(calls.sum(), refused.sum(), List.copyOf(issued), lifetime);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, SECONDS).join();
    }

    /// @param calls of the API, refused ones with them
    /// @param issued when each token was, in nanoseconds
    record Count(long calls, long refused, List<Long> issued, Duration lifetime) {
        int tokens() {
            return issued.size();
        }

        /// Tokens asked for while the one before had more than half of its life left: one of a
        /// generation is needed, the others are not.
        long superfluous() {
            long superfluous = 0;
            long needed = Long.MIN_VALUE;
            for (long at : issued) {
                if (needed != Long.MIN_VALUE && at - needed < lifetime.toNanos() / 2) {
                    superfluous++;
                } else {
                    needed = at;
                }
            }
            return superfluous;
        }
    }
}
