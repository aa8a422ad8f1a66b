package io.grantway.http.engine;

import io.grantway.http.Body;
import io.grantway.http.Forward;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// The head of a request as it goes upstream.
final class UpstreamRequest {
    private UpstreamRequest() {}

    static HttpHeaders fields(
            ServerExchange exchange, Forward forward, @Nullable Body fixed, UpstreamStream stream) {
        HttpHeaders received = exchange.fields;
        HttpHeaders out = Fields.endToEnd(received, true);
        ForwardingFields.write(exchange.head(), received, out);
        out.set(Fields.REQUEST_ID, exchange.head().id());
        String version = exchange.head().version();
        out.add(Fields.VIA, via(version));
        if (received.contains(HttpHeaderNames.TE)
                && received.containsValue(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS, true)) {
            out.set(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
        }
        if (fixed != null) {
            // The client's own length and expectation were about another body, or are fulfilled.
            out.remove(HttpHeaderNames.EXPECT);
            if (exchange.hasBody || !fixed.isEmpty()) {
                out.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(fixed.size()));
            } else {
                out.remove(HttpHeaderNames.CONTENT_LENGTH);
            }
        } else if (stream.speaksHttp2() || !exchange.client().takesInterim()) {
            out.remove(HttpHeaderNames.EXPECT);
        }
        Fields.apply(forward.headers(), out);
        return out;
    }

    private static String via(String version) {
        return switch (version) {
            case "HTTP/1.0" -> "1.0 grantway";
            case "HTTP/2" -> "2 grantway";
            default -> "1.1 grantway";
        };
    }

    static String authority(ServerExchange exchange, Forward forward) {
        String clients = exchange.head().target().authority();
        return forward.preserveHost() && !clients.isEmpty()
                ? clients
                : forward.origin().authority();
    }

    /// The protocol that the client asks to switch to, where that can be passed on.
    static @Nullable String upgrade(ServerExchange exchange, UpstreamStream stream) {
        HttpHeaders received = exchange.fields;
        if (stream.speaksHttp2()
                || exchange.hasBody
                || !exchange.head().version().equals("HTTP/1.1")
                || !Fields.connectionNames(received, "upgrade")) {
            return null;
        }
        String protocol = received.get(HttpHeaderNames.UPGRADE);
        return protocol == null || protocol.equalsIgnoreCase("h2c") ? null : protocol;
    }
}
