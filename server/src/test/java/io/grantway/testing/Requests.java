package io.grantway.testing;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Peer;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Target;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Requests as the engine would hand them over.
public final class Requests {
    private Requests() {}

    /// @param uri absolute; its path must be normal already
    public static RequestHead head(String method, String uri, String... headers) {
        URI parsed = URI.create(uri);
        int port =
                parsed.getPort() >= 0
                        ? parsed.getPort()
                        : "https".equals(parsed.getScheme()) ? 443 : 80;
        Target target =
                new Target(
                        parsed.getScheme(),
                        parsed.getHost(),
                        port,
                        parsed.getRawPath(),
                        parsed.getRawQuery());
        return new RequestHead(
                "req-1", method, "HTTP/1.1", target, HeaderList.of(headers), new Loopback());
    }

    public static Request get(String uri, String... headers) {
        return new Request(head("GET", uri, headers), Body.EMPTY);
    }

    /// A request with an `application/x-www-form-urlencoded` body.
    public static Request form(String uri, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
        return new Request(head("POST", uri, all.toArray(String[]::new)), Body.of(body));
    }

    public static Request json(String uri, String body) {
        return new Request(head("POST", uri, "Content-Type", "application/json"), Body.of(body));
    }

    public static Request withVariables(Request request, Map<String, String> variables) {
        return new Request(request.head(), request.body(), variables);
    }

    private record Loopback() implements Peer {
        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public boolean trusted() {
            return false;
        }

        @Override
        public String clientAddress() {
            return "127.0.0.1";
        }

        @Override
        public List<X509Certificate> certificates() {
            return List.of();
        }
    }
}
