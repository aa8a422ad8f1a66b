package io.grantway.http.engine;

import io.grantway.http.NormalPath;
import io.grantway.http.Problem;
import io.grantway.http.Target;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the target of a request (RFC 9112 §3.2): origin-form, absolute-form where it agrees with
/// `Host`, and the asterisk.
final class RequestTarget {
    private RequestTarget() {}

    /// @param host the value of `Host` or `:authority`; absent in HTTP/1.0 only
    /// @throws Problem 400 where two servers could read it differently
    static Target read(String uri, @Nullable String host, boolean tls) {
        String scheme = tls ? "https" : "http";
        String rest = uri;
        String authority = host;
        int slashes = uri.startsWith("/") ? -1 : uri.indexOf("://");
        if (slashes > 0) {
            String named = uri.substring(0, slashes).toLowerCase(Locale.ROOT);
            if (!named.equals("http") && !named.equals("https")) {
                throw refused("the target of the request names another scheme than http or https");
            }
            int end = endOfAuthority(uri, slashes + 3);
            String inLine = uri.substring(slashes + 3, end);
            // Some servers believe the line, others the field.
            if (host != null && !inLine.equalsIgnoreCase(host)) {
                throw refused("the target of the request and Host name different servers");
            }
            authority = inLine;
            rest = uri.substring(end);
            if (rest.isEmpty() || rest.charAt(0) == '?') {
                rest = "/" + rest;
            }
        }
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? null : query(rest.substring(question + 1));
        String normal = path.equals("*") && query == null ? path : NormalPath.of(path);
        return withAuthority(scheme, authority, normal, query);
    }

    private static int endOfAuthority(String uri, int from) {
        for (int i = from; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return i;
            }
        }
        return uri.length();
    }

    private static Target withAuthority(
            String scheme, @Nullable String authority, String path, @Nullable String query) {
        int port = scheme.equals("https") ? 443 : 80;
        if (authority == null) {
            return new Target(scheme, "", port, path, query);
        }
        int bracket = authority.lastIndexOf(']');
        int colon = authority.lastIndexOf(':');
        String name = authority;
        if (colon > bracket) {
            name = authority.substring(0, colon);
            String digits = authority.substring(colon + 1);
            if (!digits.isEmpty()) {
                port = port(digits);
            }
        }
        return new Target(scheme, host(name), port, path, query);
    }

    private static int port(String digits) {
        int port = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || digits.length() > 5) {
                throw refused("the port in Host is not a number");
            }
            port = port * 10 + (c - '0');
        }
        if (port > 65_535) {
            throw refused("the port in Host is too large");
        }
        return port;
    }

    private static String host(String name) {
        boolean literal = name.length() > 2 && name.startsWith("[") && name.endsWith("]");
        boolean upper = false;
        for (int i = literal ? 1 : 0; i < name.length() - (literal ? 1 : 0); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean allowed =
                    literal
                            ? letterOrDigit || c == ':' || c == '.'
                            : letterOrDigit || c == '-' || c == '.' || c == '_' || c == '~';
            if (!allowed) {
                throw refused("Host is not the name of a server");
            }
            upper |= c >= 'A' && c <= 'Z';
        }
        String lower = upper ? name.toLowerCase(Locale.ROOT) : name;
        // The dot of a fully qualified name says nothing else than the name without it.
        String plain = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (plain.isEmpty()) {
            throw refused("Host is empty");
        }
        return plain;
    }

    private static String query(String raw) {
        boolean high = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c == 0x7F || c == '#') {
                throw refused("the query contains a character that has no place there");
            }
            high |= c > 0x7F;
        }
        return high ? encoded(raw) : raw;
    }

    private static String encoded(String raw) {
        StringBuilder out = new StringBuilder(raw.length() + 16);
        for (byte octet : raw.getBytes(StandardCharsets.ISO_8859_1)) {
            if (octet >= 0) {
                out.append((char) octet);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return out.toString();
    }

    static Problem refused(String detail) {
        return Problem.badRequest("malformed_request", detail);
    }
}
