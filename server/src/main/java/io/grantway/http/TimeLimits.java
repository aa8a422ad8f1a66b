package io.grantway.http;

import java.time.Duration;

/// How long each part of a forwarded call may take.
///
/// @param connect until a connection is there, waiting for a free one included
/// @param firstByte from the end of the request until the head of the response
/// @param idle without a byte in either direction while bodies stream
/// @param total from start to end; zero for no limit (streams, WebSockets)
public record TimeLimits(Duration connect, Duration firstByte, Duration idle, Duration total) {}
