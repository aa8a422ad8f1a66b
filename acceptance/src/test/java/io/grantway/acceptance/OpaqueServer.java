package io.grantway.acceptance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// An authorization server whose tokens say nothing: it is asked about each (RFC 7662).
final class OpaqueServer implements AutoCloseable {
    static final String SECRET = "a-secret-for-introspection";
    private static final String BASIC = Client.basic("gateway", SECRET);

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final LoopbackServer http = new LoopbackServer(this::introspect);

    private void introspect(HttpExchange exchange) throws IOException {
        if (!BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            LoopbackServer.json(exchange, 401, "{\"error\": \"invalid_client\"}");
            return;
        }
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = "";
        for (String field : form.split("&", -1)) {
            if (field.startsWith("token=")) {
                token = URLDecoder.decode(field.substring(6), StandardCharsets.UTF_8);
            }
        }
        LoopbackServer.json(exchange, 200, tokens.getOrDefault(token, "{\"active\": false}"));
    }

    /// A new token.
    String token(String client, String scopes) {
        String token = "op_" + UUID.randomUUID();
        tokens.put(
                token,
                """
                {"active": true, "client_id": "%s", "scope": "%s", "sub": "ann", "aud": "orders-api"}\
                """
                        .formatted(client, scopes));
        return token;
    }

    LoopbackServer http() {
        return http;
    }

    @Override
    public void close() {
        http.close();
    }
}
