package io.grantway.http.engine;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// Where a request's body goes.
interface BodySink {
    /// Takes the buffer over.
    void bodyData(ByteBuf data);

    void bodyEnd(@Nullable HttpHeaders trailers);

    /// What was read at once has all been given.
    void bodyFlush();

    /// Whether more may come now.
    boolean wantsBody();
}
