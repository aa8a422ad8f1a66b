package io.grantway.http.engine;

import io.grantway.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes HTTP/1 responses. Holds the head and a first piece of the body back until it is known
/// whether that is all, so that a small response is one write.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Http1Response {
    private final ChannelHandlerContext ctx;
    private final Http1ResponseEncoder encoder;
    private boolean answersHead;
    private boolean old;
    private @Nullable HttpResponse heldHead;
    private @Nullable ByteBuf heldData;

    Http1Response(ChannelHandlerContext ctx, Http1ResponseEncoder encoder) {
        this.ctx = ctx;
        this.encoder = encoder;
    }

    /// @param newOld the client speaks HTTP/1.0
    void begin(boolean newAnswersHead, boolean newOld) {
        answersHead = newAnswersHead;
        old = newOld;
        encoder.answersHead(newAnswersHead);
    }

    void informational(int status, HttpHeaders fields) {
        ctx.writeAndFlush(
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        Unpooled.EMPTY_BUFFER,
                        fields,
                        EmptyHttpHeaders.INSTANCE));
    }

    /// Whether only the end of the connection can end the body: of unknown length, to a client that
    /// knows no chunks.
    boolean endsByClosing(int status, HttpHeaders fields, boolean last) {
        return old && hasUnknownLength(status, fields, last);
    }

    private boolean hasUnknownLength(int status, HttpHeaders fields, boolean last) {
        return !last
                && !answersHead
                && status != 204
                && status != 304
                && !fields.contains(HttpHeaderNames.CONTENT_LENGTH);
    }

    void head(int status, HttpHeaders fields, boolean last, boolean keepAlive) {
        if (!old && hasUnknownLength(status, fields, last)) {
            fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (last
                && !answersHead
                && status != 204
                && status != 304
                && !fields.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            fields.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        }
        if (!keepAlive) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (old) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        heldHead =
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), fields);
    }

    void data(ByteBuf data) {
        if (heldHead != null && heldData == null) {
            heldData = data;
            return;
        }
        writeHeld();
        ctx.write(new DefaultHttpContent(data), ctx.voidPromise());
    }

    void end(@Nullable HttpHeaders trailers) {
        HttpResponse head = heldHead;
        HttpHeaders trailing = trailers == null ? EmptyHttpHeaders.INSTANCE : trailers;
        if (head != null) {
            ByteBuf body = Objects.requireNonNullElse(heldData, Unpooled.EMPTY_BUFFER);
            heldHead = null;
            heldData = null;
            ctx.write(
                    new DefaultFullHttpResponse(
                            head.protocolVersion(), head.status(), body, head.headers(), trailing),
                    ctx.voidPromise());
        } else {
            ctx.write(
                    trailers == null
                            ? LastHttpContent.EMPTY_LAST_CONTENT
                            : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, trailing),
                    ctx.voidPromise());
        }
    }

    private void writeHeld() {
        HttpResponse head = heldHead;
        if (head != null) {
            heldHead = null;
            ctx.write(head, ctx.voidPromise());
        }
        ByteBuf data = heldData;
        if (data != null) {
            heldData = null;
            ctx.write(new DefaultHttpContent(data), ctx.voidPromise());
        }
    }

    void flush() {
        writeHeld();
        ctx.flush();
    }

    /// A whole response of our own, after which the connection closes.
    ///
    /// @return the size of its body
    int whole(Response answer, String requestId, String date) {
        HttpHeaders fields = Fields.empty();
        answer.headers().forEach((name, value) -> fields.add(name, Fields.checkedValue(value)));
        fields.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().size()));
        fields.set(HttpHeaderNames.DATE, date);
        fields.set(Fields.REQUEST_ID, requestId);
        head(answer.status(), fields, false, false);
        data(Unpooled.wrappedBuffer(answer.body().bytes()));
        end(null);
        flush();
        return answer.body().size();
    }

    void switching(HttpHeaders fields) {
        fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        ctx.writeAndFlush(
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SWITCHING_PROTOCOLS,
                        Unpooled.EMPTY_BUFFER,
                        fields,
                        EmptyHttpHeaders.INSTANCE));
    }

    void drop() {
        heldHead = null;
        ByteBuf data = heldData;
        heldData = null;
        if (data != null) {
            data.release();
        }
    }
}
