package io.grantway.http;

import io.grantway.config.Key;
import java.time.Duration;

/// What a listener takes from a client before it refuses.
///
/// @param maxBodyBytes 0 for no limit: bodies stream, so that a large one costs no memory
public record HttpLimits(
        @Key(
                        value =
                                "Bytes of a request line; a longer one is refused with 414."
                                        + " (HTTP/2 counts it into the fields.)",
                        or = "8192")
                int maxRequestLine,
        @Key(
                        value = "Bytes of all header fields together; more are refused with 431.",
                        or = "32768")
                int maxHeaderBytes,
        @Key(
                        value =
                                "Bytes of a request's body; a larger one is refused with 413. 0: no"
                                        + " limit, bodies stream through.",
                        or = "0")
                long maxBodyBytes,
        @Key(value = "Connections of clients at once; further ones are closed.", or = "20000")
                int maxConnections,
        @Key(
                        value =
                                "Time for the whole head of a request, from its first byte; 408"
                                        + " when it takes longer.",
                        or = "10s")
                Duration headerTimeout,
        @Key(
                        value =
                                "A connection with no byte in either direction for this long is"
                                        + " closed; 408 where a request is half sent.",
                        or = "60s")
                Duration idleTimeout) {
    public static final HttpLimits USUAL =
            new HttpLimits(8192, 32_768, 0, 20_000, Duration.ofSeconds(10), Duration.ofSeconds(60));

    public HttpLimits {
        atLeast(maxRequestLine, 256, "maxRequestLine");
        atLeast(maxHeaderBytes, 1024, "maxHeaderBytes");
        atLeast(maxBodyBytes, 0, "maxBodyBytes");
        atLeast(maxConnections, 1, "maxConnections");
        atLeast(headerTimeout.toMillis(), 1, "headerTimeout (in milliseconds)");
        atLeast(idleTimeout.toMillis(), 1, "idleTimeout (in milliseconds)");
    }

    private static void atLeast(long value, long least, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more");
        }
    }
}
