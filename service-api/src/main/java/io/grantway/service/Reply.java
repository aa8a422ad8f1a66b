package io.grantway.service;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a service returns where JSON with status 200 is not what its caller is to get.
///
///     return Reply.text("text/csv", "id,name\n1,Ann\n");
///     return Reply.json(201, plan).header("Location", "/plans/7");
public final class Reply {
    private final int status;
    private final String contentType;
    private final Map<String, String> headers;
    private final @Nullable Object json;
    private final byte[] bytes;

    private Reply(
            int status,
            String contentType,
            Map<String, String> headers,
            @Nullable Object json,
            byte[] bytes) {
        this.status = status;
        this.contentType = contentType;
        this.headers = headers;
        this.json = json;
        this.bytes = bytes;
    }

    /// @param body rendered as JSON
    public static Reply json(int status, Object body) {
        return new Reply(status, "application/json", Map.of(), body, new byte[0]);
    }

    public static Reply text(String contentType, String body) {
        return bytes(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply bytes(String contentType, byte[] body) {
        return new Reply(200, contentType, Map.of(), null, body.clone());
    }

    /// No body at all.
    public static Reply empty(int status) {
        return new Reply(status, "", Map.of(), null, new byte[0]);
    }

    /// This reply with another status.
    public Reply status(int other) {
        return new Reply(other, contentType, headers, json, bytes);
    }

    /// This reply with one more header field.
    public Reply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, more, json, bytes);
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /// What is rendered as JSON; null where the body is bytes.
    public @Nullable Object body() {
        return json;
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
