package io.grantway.http.engine;

import io.grantway.http.ForwardFailure.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// One call on an HTTP/2 connection to an upstream.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Http2UpstreamStream extends ChannelInboundHandlerAdapter implements UpstreamStream {
    private final Http2Upstream connection;
    private final boolean reused;
    private @Nullable UpstreamCall call;
    private @Nullable Channel channel;
    private boolean headSeen;
    private boolean requestEnded;
    private boolean ended;

    Http2UpstreamStream(Http2Upstream connection, UpstreamCall call, boolean reused) {
        this.connection = connection;
        this.call = call;
        this.reused = reused;
    }

    void opened(Http2StreamChannel stream) {
        channel = stream;
        UpstreamCall waiting = call;
        if (waiting != null) {
            waiting.onStream(this);
        }
    }

    private Channel channel() {
        Channel stream = channel;
        if (stream == null) {
            throw new IllegalStateException("the stream is not open");
        }
        return stream;
    }

    @Override
    public void head(
            HttpMethod method,
            String pathAndQuery,
            String authority,
            HttpHeaders fields,
            @Nullable String upgrade,
            boolean last) {
        boolean tls = channel().parent().pipeline().get(SslHandler.class) != null;
        Http2Headers out =
                Http2Fields.empty()
                        .method(method.asciiName())
                        .scheme(tls ? "https" : "http")
                        .authority(authority)
                        .path(pathAndQuery);
        requestEnded = last;
        channel().write(new DefaultHttp2HeadersFrame(Http2Fields.write(fields, out), last));
    }

    @Override
    public void data(ByteBuf data) {
        channel().write(new DefaultHttp2DataFrame(data, false));
    }

    @Override
    public void end(@Nullable HttpHeaders trailers) {
        requestEnded = true;
        if (trailers == null) {
            channel().write(new DefaultHttp2DataFrame(true));
        } else {
            channel()
                    .write(
                            new DefaultHttp2HeadersFrame(
                                    Http2Fields.write(trailers, Http2Fields.empty()), true));
        }
    }

    @Override
    public void flush() {
        channel().flush();
    }

    @Override
    public boolean isWritable() {
        return channel().isWritable();
    }

    @Override
    public void wantResponse(boolean wanted) {
        if (channel().config().isAutoRead() != wanted) {
            channel().config().setAutoRead(wanted);
        }
    }

    @Override
    public void cancel() {
        call = null;
        Channel stream = channel;
        if (stream != null && stream.isActive()) {
            // Resets the stream where it has not ended.
            stream.close();
        }
    }

    @Override
    public boolean isReused() {
        return reused;
    }

    @Override
    public boolean speaksHttp2() {
        return true;
    }

    @Override
    public Channel detach() {
        throw new IllegalStateException("HTTP/2 knows no 101");
    }

    // What comes in.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        UpstreamCall current = call;
        if (current == null) {
            ReferenceCountUtil.release(message);
            return;
        }
        switch (message) {
            case Http2HeadersFrame headers -> headers(current, headers);
            case Http2DataFrame data -> {
                boolean last = data.isEndStream();
                if (data.content().isReadable()) {
                    current.onData(data.content());
                } else {
                    data.release();
                }
                if (last) {
                    ended(null);
                }
            }
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void headers(UpstreamCall current, Http2HeadersFrame frame) {
        HttpHeaders fields;
        try {
            fields = Http2Fields.read(frame.headers());
        } catch (IllegalArgumentException e) {
            broken(Kind.MALFORMED, Dialer.describe(e));
            return;
        }
        if (headSeen) {
            ended(fields);
            return;
        }
        CharSequence text = frame.headers().status();
        int status = text == null ? 0 : status(text);
        if (status < 100 || status == 101) {
            broken(Kind.MALFORMED, "the status is " + text);
            return;
        }
        if (status < 200) {
            current.onInformational(status, fields);
            return;
        }
        headSeen = true;
        current.onHead(status, fields, frame.isEndStream());
        if (frame.isEndStream()) {
            ended(null);
        }
    }

    private static int status(CharSequence text) {
        try {
            return Integer.parseInt(text, 0, text.length(), 10);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private void ended(@Nullable HttpHeaders trailers) {
        UpstreamCall current = call;
        call = null;
        ended = true;
        if (current != null) {
            current.onEnd(trailers);
            current.onReadComplete();
        }
        if (!requestEnded) {
            channel().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
        }
    }

    private void broken(Kind kind, String detail) {
        UpstreamCall current = call;
        cancel();
        if (current != null) {
            current.onBroken(kind, detail);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        UpstreamCall current = call;
        if (current != null) {
            current.onReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        UpstreamCall current = call;
        if (current != null && ctx.channel().isWritable()) {
            current.onWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            broken(Kind.CUT_OFF, "the stream was reset with error " + reset.errorCode());
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!ended) {
            broken(Kind.CUT_OFF, "the stream was closed before its end");
        }
        connection.streamClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken(
                cause instanceof Http2Exception ? Kind.MALFORMED : Kind.CUT_OFF,
                Dialer.describe(cause));
    }
}
