package io.grantway.fakeprovider;

import com.sun.net.httpserver.HttpExchange;
import io.grantway.http.Body;
import io.grantway.http.Parameters;
import io.grantway.vault.SignedCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request to the fake provider, with as much of its body as is kept.
///
/// @param base scheme, host and port as the caller wrote them
/// @param headers by names in lower case
/// @param kept the first [#MOST_KEPT] bytes of the body
/// @param bytes of the whole body
/// @param digest SHA-256 of it
record Call(
        String method,
        URI base,
        URI target,
        Map<String, List<String>> headers,
        Body kept,
        long bytes,
        String digest,
        boolean fromHere) {
    private static final int MOST_KEPT = 64 * 1024;

    static Call read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        String host = headers.getOrDefault("host", List.of("127.0.0.1")).getFirst();
        MessageDigest digest = sha256();
        byte[] kept;
        long bytes;
        try (InputStream body = exchange.getRequestBody()) {
            kept = body.readNBytes(MOST_KEPT);
            digest.update(kept);
            bytes = kept.length;
            byte[] buffer = new byte[16 * 1024];
            int count = body.read(buffer);
            while (count >= 0) {
                digest.update(buffer, 0, count);
                bytes += count;
                count = body.read(buffer);
            }
        }
        return new Call(
                exchange.getRequestMethod(),
                URI.create("http://" + host),
                exchange.getRequestURI(),
                headers,
                Body.of(kept),
                bytes,
                HexFormat.of().formatHex(digest.digest()),
                exchange.getRemoteAddress().getAddress().isLoopbackAddress());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String path() {
        return target.getPath();
    }

    Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    Parameters query() {
        String query = target.getRawQuery();
        return query == null ? Parameters.EMPTY : Parameters.parse(query);
    }

    boolean isForm() {
        return signed().isForm();
    }

    /// The fields of a form; none where the body is something else.
    Parameters form() {
        return isForm() ? Parameters.parse(kept.text()) : Parameters.EMPTY;
    }

    /// As its signature covers it.
    SignedCall signed() {
        return new SignedCall(
                method, URI.create(base + target.toString()), header("content-type"), kept);
    }

    @Override
    public String toString() {
        return method + " " + path();
    }
}
