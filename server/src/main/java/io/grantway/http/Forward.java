package io.grantway.http;

import org.jspecify.annotations.Nullable;

/// How to pass a request on.
///
/// @param pathAndQuery what stands in the upstream's request line
/// @param headers changes to the client's fields; hop-by-hop fields, `Host`, `Via`, `X-Request-Id`,
///   `Forwarded` and `X-Forwarded-*` are the engine's own care
/// @param preserveHost send the client's `Host` rather than the origin's
/// @param body sent in place of the client's body; absent to stream that
public record Forward(
        Origin origin,
        String pathAndQuery,
        HeaderEdits headers,
        boolean preserveHost,
        TimeLimits limits,
        @Nullable Body body) {}
