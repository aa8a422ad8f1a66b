package io.grantway.http.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// The upstream's half of a forwarded call: an HTTP/1 connection, or a stream of an HTTP/2 one.
interface UpstreamStream {
    /// Sends the head of the request.
    ///
    /// @param authority the value of `Host` or `:authority`
    /// @param upgrade the protocol to switch to, where the client asks for one
    /// @param last no body follows
    void head(
            HttpMethod method,
            String pathAndQuery,
            String authority,
            HttpHeaders fields,
            @Nullable String upgrade,
            boolean last);

    /// Takes the buffer over.
    void data(ByteBuf data);

    void end(@Nullable HttpHeaders trailers);

    void flush();

    boolean isWritable();

    /// Whether more of the response is wanted now.
    void wantResponse(boolean wanted);

    /// Gives the call up.
    void cancel();

    /// Whether other calls went over this connection before.
    boolean isReused();

    /// The connection itself, once the upstream has switched to another protocol; belongs to the
    /// caller then.
    Channel detach();

    boolean speaksHttp2();
}
