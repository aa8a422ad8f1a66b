package io.grantway.http.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The client's half of one exchange: an HTTP/1 connection, or a stream of an HTTP/2 connection.
interface ClientSide {
    /// Sends an interim response (RFC 9110 §15.2).
    void informational(int status, HttpHeaders fields);

    /// Sends the head of the final response. `Content-Length` is given where it is known; other
    /// framing is this side's own.
    ///
    /// @param last no body follows
    void head(int status, HttpHeaders fields, boolean last);

    /// Sends a part of the body, and takes the buffer over.
    void data(ByteBuf data);

    /// Ends the response.
    void end(@Nullable HttpHeaders trailers);

    void flush();

    /// Whether more may be sent without piling up in memory.
    boolean isWritable();

    /// Breaks the response off in a way that the client cannot take for its end.
    void cutOff();

    /// Whether the request's body is wanted now.
    void wantBody(boolean wanted);

    /// Sends 101 and passes octets both ways from now on.
    ///
    /// @param ready given the client's connection when 101 is on its way, to begin the other
    ///   direction
    void switchProtocol(
            HttpHeaders fields, Channel upstream, Consumer<Channel> ready, Tunnel.Watch watch);

    /// Whether the client speaks HTTP/1.1 or newer and so takes interim responses.
    boolean takesInterim();
}
