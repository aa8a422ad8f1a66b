package io.grantway.http.engine;

import io.grantway.http.ForwardFailure;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// Who waits for a stream to an upstream, and then for what comes on it.
interface UpstreamCall {
    /// There is a stream; the request may be sent.
    void onStream(UpstreamStream stream);

    /// There is none to be had.
    void onNoStream(ForwardFailure.Kind kind, String detail);

    void onInformational(int status, HttpHeaders fields);

    /// @param last no body follows
    void onHead(int status, HttpHeaders fields, boolean last);

    /// Takes the buffer over.
    void onData(ByteBuf data);

    void onEnd(@Nullable HttpHeaders trailers);

    /// What was read at once has all been given.
    void onReadComplete();

    void onWritable();

    /// The stream broke before the end of the response.
    void onBroken(ForwardFailure.Kind kind, String detail);
}
