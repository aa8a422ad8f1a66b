package io.grantway.http.engine;

import io.grantway.http.CallRecord;
import io.grantway.http.Peer;
import io.grantway.http.Problem;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
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
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A stream of a client's HTTP/2 connection: one exchange (RFC 9113 §8.1).
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Http2Stream extends ChannelInboundHandlerAdapter implements ClientSide, Timed {
    /// For the rest of a request that has been answered.
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Loop loop;
    private final ListenerSite site;
    private final Http2Connection connection;
    private final Channel channel;
    private @Nullable ServerExchange exchange;
    private boolean requestEnded;
    private boolean responseEnded;
    private long unwritableSince;
    private long restAwaitedSince;

    Http2Stream(Loop loop, ListenerSite site, Http2Connection connection, Channel channel) {
        this.loop = loop;
        this.site = site;
        this.connection = connection;
        this.channel = channel;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.streamOpened();
        loop.watch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case Http2HeadersFrame headers -> {
                ServerExchange current = exchange;
                if (current == null) {
                    begin(headers);
                } else {
                    trailers(current, headers);
                }
            }
            case Http2DataFrame data -> data(data);
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void trailers(ServerExchange current, Http2HeadersFrame frame) {
        requestEnded = true;
        try {
            HttpHeaders trailers = Http2Fields.read(frame.headers());
            current.body.end(trailers.isEmpty() ? null : trailers);
        } catch (IllegalArgumentException e) {
            current.onBadBody(
                    RequestTarget.refused("the trailers are not well-formed")
                            .because(String.valueOf(e.getMessage())));
        }
    }

    private void begin(Http2HeadersFrame frame) {
        requestEnded = frame.isEndStream();
        Http2Headers received = frame.headers();
        HttpHeaders fields = Fields.empty();
        HttpMethod method = RefusedHead.NOTHING.method();
        RequestHead head;
        try {
            fields = Http2Fields.read(received);
            method = HttpMethod.valueOf(String.valueOf(received.method()));
            head = head(received, fields, method);
        } catch (Problem refused) {
            refuse(method, fields, refused);
            return;
        } catch (IllegalArgumentException e) {
            refuse(
                    method,
                    fields,
                    RequestTarget.refused("the request is not well-formed HTTP/2")
                            .because(String.valueOf(e.getMessage())));
            return;
        }
        ServerExchange next =
                new ServerExchange(loop, site, this, head, method, fields, !requestEnded);
        exchange = next;
        if (requestEnded) {
            next.body.end(null);
        }
        next.begin();
    }

    private RequestHead head(Http2Headers received, HttpHeaders fields, HttpMethod method) {
        if (method.equals(HttpMethod.CONNECT)) {
            throw Problem.of(501, "connect_not_supported", "CONNECT is not taken here");
        }
        if (fields.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1) {
            throw RequestTarget.refused("Content-Length is repeated");
        }
        Peer peer = ForwardingFields.peer(connection.peer(), fields, site.settings().proxies());
        return new RequestHead(
                Http1Heads.id(fields, connection.peer(), loop),
                method.name(),
                "HTTP/2",
                target(received, fields),
                new FieldsView(fields),
                peer);
    }

    private Target target(Http2Headers received, HttpHeaders fields) {
        CharSequence path = received.path();
        if (path == null) {
            throw RequestTarget.refused("the request has no path");
        }
        List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
        CharSequence authority = received.authority();
        if (hosts.size() > 1 || (hosts.isEmpty() && authority == null)) {
            throw RequestTarget.refused("the request names no server, or more than one");
        }
        String named = authority == null ? hosts.getFirst() : authority.toString();
        if (!hosts.isEmpty() && !hosts.getFirst().equalsIgnoreCase(named)) {
            throw RequestTarget.refused(":authority and Host name different servers");
        }
        if (path.length() == 0 || (path.charAt(0) != '/' && path.charAt(0) != '*')) {
            throw RequestTarget.refused("the path does not start with a slash");
        }
        return RequestTarget.read(path.toString(), named, site.tls());
    }

    private void refuse(HttpMethod method, HttpHeaders fields, Problem problem) {
        long begun = System.nanoTime();
        RequestHead head =
                new RequestHead(
                        loop.ids.next(),
                        method.name(),
                        "HTTP/2",
                        new Target(site.tls() ? "https" : "http", "", 0, "/", null),
                        new FieldsView(fields),
                        connection.peer());
        CallRecord record = new CallRecord();
        String privateText = problem.privateText();
        record.refused(problem.reason(), privateText.isEmpty() ? problem.detail() : privateText);
        Response answer = problem.toResponse(head.id());
        HttpHeaders out = Fields.empty();
        answer.headers().forEach((name, value) -> out.add(name, Fields.checkedValue(value)));
        out.set(Fields.REQUEST_ID, head.id());
        out.set(HttpHeaderNames.DATE, loop.date.now());
        head(answer.status(), out, false);
        data(Unpooled.wrappedBuffer(answer.body().bytes()));
        end(null);
        flush();
        site.tellEnded(
                head, record, problem.status(), 0, answer.body().size(), System.nanoTime() - begun);
    }

    private void data(Http2DataFrame frame) {
        ServerExchange current = exchange;
        boolean last = frame.isEndStream();
        requestEnded |= last;
        if (current == null) {
            frame.release();
            return;
        }
        if (frame.content().isReadable()) {
            current.onData(frame.content());
        } else {
            frame.release();
        }
        if (last) {
            current.body.end(null);
        }
    }

    /// A reset comes as an event, past what waits to be read.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame) {
            gone();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ServerExchange current = exchange;
        if (current != null) {
            current.body.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = channel.isWritable();
        unwritableSince = writable ? 0 : System.nanoTime();
        ServerExchange current = exchange;
        if (writable && current != null) {
            current.onWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.unwatch(this);
        gone();
        connection.streamClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception malformed) {
            // RFC 9113 §8.1.1; closing alone would say CANCEL.
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(malformed.error()));
        }
        ctx.close();
    }

    private void gone() {
        ServerExchange current = exchange;
        if (current != null && !responseEnded) {
            responseEnded = true;
            current.onGone();
        }
    }

    // What goes out.

    @Override
    public boolean takesInterim() {
        return true;
    }

    @Override
    public void informational(int status, HttpHeaders fields) {
        channel.writeAndFlush(
                new DefaultHttp2HeadersFrame(Http2Fields.write(fields, withStatus(status)), false));
    }

    private static Http2Headers withStatus(int status) {
        return Http2Fields.empty().status(Integer.toString(status));
    }

    @Override
    public void head(int status, HttpHeaders fields, boolean last) {
        responseEnded = last;
        channel.write(
                new DefaultHttp2HeadersFrame(Http2Fields.write(fields, withStatus(status)), last));
    }

    @Override
    public void data(ByteBuf data) {
        channel.write(new DefaultHttp2DataFrame(data, false));
    }

    @Override
    public void end(@Nullable HttpHeaders trailers) {
        if (!responseEnded) {
            responseEnded = true;
            if (trailers == null) {
                channel.write(new DefaultHttp2DataFrame(true));
            } else {
                channel.write(
                        new DefaultHttp2HeadersFrame(
                                Http2Fields.write(Fields.trailers(trailers), Http2Fields.empty()),
                                true));
            }
        }
        if (!requestEnded) {
            if (smallRestComes()) {
                restAwaitedSince = System.nanoTime();
            } else {
                needNoRest();
            }
        }
    }

    /// Whether what is left of the request's body is little and on its way. Some clients (the
    /// JDK's) lose an answer that a reset follows, which RFC 9113 §8.1 forbids them.
    private boolean smallRestComes() {
        ServerExchange current = exchange;
        return current != null
                && !current.waitsForContinue()
                && Lingering.isLittle(current.fields, current.body.received());
    }

    /// RFC 9113 §8.1: the response is complete, the rest of the request is not needed.
    private void needNoRest() {
        channel.write(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
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
    public void cutOff() {
        responseEnded = true;
        channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
    }

    @Override
    public void wantBody(boolean wanted) {
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    @Override
    public void switchProtocol(
            HttpHeaders fields, Channel upstream, Consumer<Channel> ready, Tunnel.Watch watch) {
        throw new IllegalStateException("HTTP/2 knows no 101");
    }

    @Override
    public void check(long now) {
        ServerExchange current = exchange;
        long idle = site.settings().limits().idleTimeout().toNanos();
        if (restAwaitedSince != 0 && now - restAwaitedSince > LONGEST_WAIT_NANOS) {
            restAwaitedSince = 0;
            needNoRest();
            flush();
        } else if (unwritableSince != 0 && now - unwritableSince > idle) {
            channel.close();
        } else if (current != null) {
            current.check(now);
        }
    }
}
