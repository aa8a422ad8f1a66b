package io.grantway.http;

import io.grantway.http.OutgoingRequest.Trust;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/// A request through an [OutgoingPool].
///
/// @param trust where its address comes from
/// @param headers without those that frame a message; not checked again
/// @param deadlineNanos by [System#nanoTime]: the end of the answer's body included
public record PooledRequest(
        String method,
        URI uri,
        Trust trust,
        HeaderList headers,
        Optional<Content> content,
        long deadlineNanos) {
    /// A body.
    public sealed interface Content {
        String type();
    }

    /// One that is all there.
    public record Whole(String type, Body body) implements Content {}

    /// One that is read while it is sent.
    ///
    /// @param length in bytes, where it is known
    public record Streamed(String type, InputStream stream, OptionalLong length)
            implements Content {}

    /// Without path, query, fields and body, which may hold secrets.
    @Override
    public String toString() {
        return method + " " + OutgoingFailure.place(uri);
    }
}
