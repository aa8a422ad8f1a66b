package io.grantway.http.engine;

import io.grantway.http.ForwardFailure.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 connection to an upstream: one call at a time.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Http1Upstream extends ChannelInboundHandlerAdapter
        implements UpstreamConnection, UpstreamStream {
    private static final int HEADERS = 128 * 1024;
    private static final int LINE = 16 * 1024;
    private static final int CHUNK = 16 * 1024;

    private final UpstreamPool pool;
    private final Channel channel;
    private @Nullable UpstreamCall call;
    private boolean used;
    private boolean reused;
    private boolean requestEnded;
    private boolean keepAlive;
    private boolean headSeen;
    private boolean interim;
    private boolean detached;
    private long idleSince = System.nanoTime();

    private Http1Upstream(UpstreamPool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
    }

    static Http1Upstream install(UpstreamPool pool, Channel channel) {
        Http1Upstream connection = new Http1Upstream(pool, channel);
        HttpDecoderConfig decoding =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(LINE)
                        .setMaxHeaderSize(HEADERS)
                        .setMaxChunkSize(CHUNK)
                        .setStrictLineParsing(true)
                        .setUseRfc9112TransferEncoding(true)
                        .setAllowDuplicateContentLengths(false);
        channel.pipeline().addLast(new HttpClientCodec(decoding, false, false), connection);
        return connection;
    }

    @Override
    public boolean isUsable() {
        return channel.isActive() && call == null;
    }

    long idleSince() {
        return idleSince;
    }

    @Override
    public void open(UpstreamCall newCall) {
        call = newCall;
        reused = used;
        used = true;
        requestEnded = false;
        headSeen = false;
        interim = false;
        newCall.onStream(this);
    }

    @Override
    public void close() {
        channel.close();
    }

    // What goes out.

    @Override
    public boolean isReused() {
        return reused;
    }

    @Override
    public boolean speaksHttp2() {
        return false;
    }

    @Override
    public void head(
            HttpMethod method,
            String pathAndQuery,
            String authority,
            HttpHeaders fields,
            @Nullable String upgrade,
            boolean last) {
        fields.set(HttpHeaderNames.HOST, authority);
        if (upgrade != null) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
            fields.set(HttpHeaderNames.UPGRADE, upgrade);
        } else if (fields.contains(HttpHeaderNames.TE)) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderNames.TE);
        }
        requestEnded = last;
        if (last) {
            channel.write(
                    new DefaultFullHttpRequest(
                            HttpVersion.HTTP_1_1,
                            method,
                            pathAndQuery,
                            Unpooled.EMPTY_BUFFER,
                            fields,
                            EmptyHttpHeaders.INSTANCE),
                    channel.voidPromise());
        } else {
            if (!fields.contains(HttpHeaderNames.CONTENT_LENGTH)) {
                fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
            channel.write(
                    new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, pathAndQuery, fields),
                    channel.voidPromise());
        }
    }

    @Override
    public void data(ByteBuf data) {
        channel.write(new DefaultHttpContent(data), channel.voidPromise());
    }

    @Override
    public void end(@Nullable HttpHeaders trailers) {
        requestEnded = true;
        channel.write(
                trailers == null
                        ? LastHttpContent.EMPTY_LAST_CONTENT
                        : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, trailers),
                channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void wantResponse(boolean wanted) {
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    @Override
    public void cancel() {
        call = null;
        channel.close();
    }

    @Override
    public Channel detach() {
        detached = true;
        call = null;
        channel.pipeline().remove(this);
        return channel;
    }

    // What comes in.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        UpstreamCall current = call;
        if (current == null) {
            // Nobody asked: whatever this is, the next answer on this connection may not be ours.
            ReferenceCountUtil.release(message);
            channel.close();
            return;
        }
        if (message instanceof HttpResponse response) {
            head(current, response);
        } else if (message instanceof HttpContent content) {
            part(current, content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(UpstreamCall current, HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            Throwable cause = response.decoderResult().cause();
            broken(
                    cause instanceof PrematureChannelClosureException
                            ? Kind.CUT_OFF
                            : Kind.MALFORMED,
                    Dialer.describe(cause));
            return;
        }
        int status = response.status().code();
        interim = status < 200 && status != 101;
        if (status < 100) {
            broken(Kind.MALFORMED, "the status is " + status);
        } else if (interim) {
            current.onInformational(status, response.headers());
        } else {
            headSeen = true;
            keepAlive = HttpUtil.isKeepAlive(response);
            current.onHead(status, response.headers(), false);
        }
    }

    private void part(UpstreamCall current, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            broken(Kind.MALFORMED, Dialer.describe(content.decoderResult().cause()));
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (interim) {
            interim = !last;
            content.release();
            return;
        }
        if (content.content().isReadable()) {
            current.onData(content.content());
        } else {
            content.release();
        }
        if (last && call != null) {
            HttpHeaders trailers = ((LastHttpContent) content).trailingHeaders();
            ended(current, trailers.isEmpty() ? null : trailers);
        }
    }

    private void ended(UpstreamCall current, @Nullable HttpHeaders trailers) {
        boolean reusable = keepAlive && requestEnded && channel.isActive();
        current.onEnd(trailers);
        if (detached) {
            return;
        }
        call = null;
        if (reusable) {
            idleSince = System.nanoTime();
            wantResponse(true);
            // The end is on its way to the client before another call gets the connection.
            current.onReadComplete();
            pool.release(this);
        } else {
            current.onReadComplete();
            channel.close();
        }
    }

    private void broken(Kind kind, String detail) {
        UpstreamCall current = call;
        call = null;
        channel.close();
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
        if (current != null && channel.isWritable()) {
            current.onWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        broken(
                Kind.CUT_OFF,
                headSeen
                        ? "closed in the middle of the response"
                        : "closed before a complete head of the response");
        pool.lost(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (detached) {
            pool.lost(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken(Kind.CUT_OFF, Dialer.describe(cause));
    }
}
