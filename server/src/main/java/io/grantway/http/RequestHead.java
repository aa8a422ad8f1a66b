package io.grantway.http;

import java.util.List;

/// Everything of a request but its body.
///
/// @param id the request id: the client's own where it is well-formed and trusted, else made here;
///   in every log and error
/// @param method in upper case as on the wire
/// @param version `HTTP/1.0`, `HTTP/1.1` or `HTTP/2`
public record RequestHead(
        String id, String method, String version, Target target, Headers headers, Peer peer) {
    /// Whether it came over TLS: to here, or to a trusted proxy that says so.
    public boolean isSecure() {
        if (target.isHttps()) {
            return true;
        }
        if (!peer.trusted()) {
            return false;
        }
        List<String> told = headers.all("X-Forwarded-Proto");
        return told.size() == 1 && told.getFirst().strip().equalsIgnoreCase("https");
    }
}
