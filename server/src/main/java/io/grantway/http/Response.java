package io.grantway.http;

/// An answer made here, with its whole body. `Content-Length` and `Date` are added by the engine.
public record Response(int status, HeaderList headers, Body body) {
    public static Response empty(int status) {
        return new Response(status, HeaderList.EMPTY, Body.EMPTY);
    }

    public static Response json(int status, String json) {
        return of(status, "application/json", json);
    }

    public static Response html(int status, String html) {
        return of(status, "text/html; charset=utf-8", html);
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    public static Response redirect(int status, String location) {
        return new Response(status, HeaderList.of("Location", location), Body.EMPTY);
    }

    public static Response of(int status, String contentType, String text) {
        return new Response(status, HeaderList.of("Content-Type", contentType), Body.of(text));
    }

    public Response with(String name, String value) {
        return new Response(status, headers.with(name, value), body);
    }
}
