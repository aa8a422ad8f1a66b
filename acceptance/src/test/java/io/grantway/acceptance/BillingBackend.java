package io.grantway.acceptance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.json.JsonMapper;

/// A REST API of somebody else: it wants an access token with the scope `billing.read`, and can be
/// told to refuse what it took before.
final class BillingBackend implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /// A call as it came.
    record Call(String path, String token, String requestId) {}

    private final LoopbackServer http = new LoopbackServer(this::answer);
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    private void answer(HttpExchange exchange) throws IOException {
        String token = bearer(exchange);
        String path = exchange.getRequestURI().getPath();
        calls.add(
                new Call(
                        path,
                        token,
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Request-Id"))));
        exchange.getRequestBody().readAllBytes();
        if (token.isEmpty()
                || revoked.contains(token)
                || !BackendToken.isGood(token, "billing.read")) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            LoopbackServer.json(exchange, 401, "{\"error\": \"invalid_token\"}");
        } else if (path.endsWith("/forbidden")) {
            LoopbackServer.json(
                    exchange, 403, "{\"title\": \"Forbidden\", \"detail\": \"not your client\"}");
        } else {
            String client = path.substring(path.lastIndexOf('/') + 1);
            LoopbackServer.json(
                    exchange,
                    200,
                    JSON.writeValueAsString(
                            Map.of("client", client, "plan", "gold", "practitioner_id", "1")));
        }
    }

    private static String bearer(HttpExchange exchange) {
        List<String> all = exchange.getRequestHeaders().get("Authorization");
        return all != null && all.size() == 1 && all.getFirst().startsWith("Bearer ")
                ? all.getFirst().substring("Bearer ".length())
                : "";
    }

    /// From now on every token that was used so far is refused, as after a restart with new keys.
    void forgetTokens() {
        calls.forEach(call -> revoked.add(call.token()));
    }

    URI uri() {
        return http.uri();
    }

    LoopbackServer http() {
        return http;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        http.close();
    }
}
