package io.grantway.http;

import tools.jackson.databind.node.ObjectNode;

/// A refusal that is answered as `application/problem+json` (RFC 9457). The detail goes to the
/// caller; the private text goes to the log only.
public final class Problem extends RuntimeException {
    private final int status;
    private final String reason;
    private final String detail;
    private final String privateText;
    private final HeaderList headers;
    private final transient ObjectNode members;

    private Problem(
            int status,
            String reason,
            String detail,
            String privateText,
            HeaderList headers,
            ObjectNode members) {
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
        this.detail = detail;
        this.privateText = privateText;
        this.headers = headers;
        this.members = members;
    }

    /// @param reason a stable code in snake_case: the problem's `code` member, and the log's and
    ///   metrics' reason
    /// @param detail one sentence for the caller: what is wrong and how to mend it
    public static Problem of(int status, String reason, String detail) {
        return new Problem(status, reason, detail, "", HeaderList.EMPTY, Json.object());
    }

    public static Problem badRequest(String reason, String detail) {
        return of(400, reason, detail);
    }

    public static Problem notFound(String detail) {
        return of(404, "not_found", detail);
    }

    /// The same refusal with a text for the log.
    public Problem because(String privateText) {
        return new Problem(status, reason, detail, privateText, headers, members);
    }

    /// The same refusal with one more header field.
    public Problem with(String name, String value) {
        return new Problem(status, reason, detail, privateText, headers.with(name, value), members);
    }

    /// The same refusal with one more member in its answer (RFC 9457 §3.2).
    public Problem with(String name, ObjectNode value) {
        ObjectNode more = members.deepCopy();
        more.set(name, value);
        return new Problem(status, reason, detail, privateText, headers, more);
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    public String privateText() {
        return privateText;
    }

    public Response toResponse(String requestId) {
        ObjectNode json = Json.object();
        json.put("type", "about:blank");
        json.put("title", StatusText.of(status));
        json.put("status", status);
        json.put("detail", detail);
        json.put("code", reason);
        json.put("request_id", requestId);
        json.setAll(members);
        return new Response(
                status,
                headers.with("Content-Type", "application/problem+json"),
                Body.of(Json.write(json)));
    }
}
