package io.grantway.http;

import org.jspecify.annotations.Nullable;

/// What a request is for (RFC 9110 §7.1).
///
/// @param scheme `http` or `https`, of the connection itself and not of a forwarding header
/// @param host in lower case, without a port
/// @param port the port the client named, or the scheme's own
/// @param path normalised by [NormalPath], still percent-encoded; what is matched, authorised and
///   sent upstream
/// @param query as it came, without its question mark; absent when there is none
public record Target(String scheme, String host, int port, String path, @Nullable String query) {
    public boolean isHttps() {
        return "https".equals(scheme);
    }

    /// Host, and the port where it is not the scheme's own.
    public String authority() {
        boolean usual = port == (isHttps() ? 443 : 80);
        return usual ? host : host + ":" + port;
    }

    /// Path and query as they stand in a request line.
    public String pathAndQuery() {
        return query == null ? path : path + "?" + query;
    }
}
