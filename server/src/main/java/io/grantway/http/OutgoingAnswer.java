package io.grantway.http;

import java.net.URI;

/// An answer from outside, with its whole body.
///
/// @param uri that gave it, after redirects
public record OutgoingAnswer(URI uri, int status, HeaderList headers, Body body) {
    public boolean isOk() {
        return status == 200;
    }

    /// Without the body, which may hold secrets.
    @Override
    public String toString() {
        return "status " + status + ", " + body;
    }
}
