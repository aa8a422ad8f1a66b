package io.grantway.http.engine;

import io.grantway.http.CallRecord;
import io.grantway.http.Problem;
import io.grantway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A client's HTTP/1 connection: one exchange after the other (RFC 9112 §9).
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Http1Connection extends ChannelInboundHandlerAdapter
        implements ClientSide, Timed, Connections.Connection {
    /// How long a client that has closed its own direction, and so may be gone, is still worked for
    /// before it gets the first byte.
    private static final long HALF_CLOSED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Loop loop;
    private final ListenerSite site;
    private final ConnectionPeer peer;
    private final StrictRequestDecoder decoder;
    private final ChannelHandlerContext ctx;
    private final Http1Response response;
    private final Lingering lingering;
    private final ArrayDeque<Object> pipelined = new ArrayDeque<>(0);
    private @Nullable ServerExchange exchange;
    private boolean requestEnded = true;
    private boolean responseEnded = true;
    private boolean keepAlive = true;
    private boolean bodyWanted = true;
    private boolean goingOn;
    private boolean old;
    private long halfClosedAt;
    private long restingSince = System.nanoTime();
    private long unwritableSince;
    private boolean first = true;

    Http1Connection(Loop loop, ListenerSite site, Channel channel) {
        this.loop = loop;
        this.site = site;
        this.peer = new ConnectionPeer(channel, site.settings());
        this.decoder = new StrictRequestDecoder(site.settings().limits());
        Http1ResponseEncoder encoder = new Http1ResponseEncoder();
        channel.pipeline().addLast(decoder, encoder, this);
        this.ctx = channel.pipeline().context(this);
        this.response = new Http1Response(ctx, encoder);
        this.lingering = new Lingering(channel);
        if (!site.tls()) {
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        }
        loop.watch(this);
        site.connections().add(this);
    }

    // What comes in.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (lingering.isActive()) {
            ReferenceCountUtil.release(message);
        } else if (!pipelined.isEmpty() || (exchange != null && message instanceof HttpRequest)) {
            pipelined.add(message);
            updateReading();
        } else {
            take(message);
        }
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        }
        if (message instanceof HttpContent content) {
            part(content);
        }
    }

    private void begin(HttpRequest request) {
        first = false;
        requestEnded = false;
        responseEnded = false;
        old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        RequestHead head;
        try {
            head = Http1Heads.read(request, loop, site, peer);
        } catch (Problem refused) {
            refuse(request, refused);
            return;
        }
        if (!site.tls() && UpgradeToHttp2.isAsked(request)) {
            UpgradeToHttp2.start(
                    loop,
                    site,
                    ctx,
                    request,
                    () -> {
                        ctx.pipeline().remove(Http1ResponseEncoder.class);
                        detach();
                    });
            return;
        }
        keepAlive = HttpUtil.isKeepAlive(request) && !site.connections().isEnding();
        bodyWanted = true;
        HttpHeaders fields = request.headers();
        boolean hasBody =
                fields.contains(HttpHeaderNames.TRANSFER_ENCODING)
                        || !"0".equals(fields.get(HttpHeaderNames.CONTENT_LENGTH, "0"));
        response.begin(request.method().equals(HttpMethod.HEAD), old);
        ServerExchange next =
                new ServerExchange(loop, site, this, head, request.method(), fields, hasBody);
        exchange = next;
        if (!hasBody) {
            requestEnded = true;
            next.body.end(null);
        }
        next.begin();
    }

    private void part(HttpContent content) {
        ServerExchange current = exchange;
        if (content.decoderResult().isFailure()) {
            content.release();
            keepAlive = false;
            if (current != null) {
                current.onBadBody(Http1Heads.malformedBody(content.decoderResult().cause()));
            }
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (last) {
            requestEnded = true;
        }
        if (current == null || !current.hasBody) {
            content.release();
            return;
        }
        if (content.content().isReadable()) {
            current.onData(content.content());
        } else {
            content.release();
        }
        if (last) {
            HttpHeaders trailers = ((LastHttpContent) content).trailingHeaders();
            current.body.end(trailers.isEmpty() ? null : trailers);
            goOn();
        }
    }

    /// Answers a request that is refused before anyone sees it, and closes: after it, what is a
    /// request and what is a body cannot be told.
    private void refuse(HttpRequest request, Problem problem) {
        long begun = System.nanoTime();
        boolean decoded = request.decoderResult().isSuccess();
        RequestHead head = RefusedHead.of(request, decoded, loop, site, peer);
        CallRecord record = new CallRecord();
        String privateText = problem.privateText();
        record.refused(problem.reason(), privateText.isEmpty() ? problem.detail() : privateText);
        keepAlive = false;
        response.begin(false, old);
        int sent = response.whole(problem.toResponse(head.id()), head.id(), loop.date.now());
        site.tellEnded(head, record, problem.status(), 0, sent, System.nanoTime() - begun);
        responseEnded = true;
        lingering.begin();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        ServerExchange current = exchange;
        if (current != null) {
            current.body.flush();
        }
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        boolean writable = ctx.channel().isWritable();
        unwritableSince = writable ? 0 : System.nanoTime();
        ServerExchange current = exchange;
        if (writable && current != null) {
            current.onWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            keepAlive = false;
            if (exchange != null && requestEnded && !lingering.isActive()) {
                // It may be waiting for the answer, or be gone: the two look the same.
                halfClosedAt = System.nanoTime();
            } else {
                ctx.close();
            }
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
        ServerExchange current = exchange;
        if (current != null) {
            exchange = null;
            current.onGone();
        }
        response.drop();
        pipelined.forEach(ReferenceCountUtil::release);
        pipelined.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ctx.close();
    }

    private void leave() {
        loop.unwatch(this);
        site.connections().remove(this);
    }

    /// Gives the connection up to another protocol.
    private void detach() {
        leave();
        ctx.pipeline().remove(this);
        ctx.pipeline().remove(decoder);
    }

    // What goes out.

    @Override
    public boolean takesInterim() {
        return !old;
    }

    @Override
    public void informational(int status, HttpHeaders fields) {
        response.informational(status, fields);
    }

    @Override
    public void head(int status, HttpHeaders fields, boolean last) {
        // After 408 the rest is not coming.
        if (!requestEnded && (status == 408 || !smallRestComes())) {
            keepAlive = false;
        }
        keepAlive &= !site.connections().isEnding();
        if (response.endsByClosing(status, fields, last)) {
            keepAlive = false;
        }
        response.head(status, fields, last, keepAlive);
    }

    /// Whether what is left of the request's body is little and on its way, so that reading it is
    /// cheaper than a new connection.
    private boolean smallRestComes() {
        ServerExchange current = exchange;
        return current != null
                && !current.waitsForContinue()
                && Lingering.isLittle(current.fields, current.body.received());
    }

    @Override
    public void data(ByteBuf data) {
        response.data(data);
    }

    @Override
    public void end(@Nullable HttpHeaders trailers) {
        response.end(trailers == null ? null : Fields.trailers(trailers));
        responseEnded = true;
        goOn();
    }

    /// Goes on with the next request when the one and its response are through.
    private void goOn() {
        if (!responseEnded || lingering.isActive()) {
            return;
        }
        if (!keepAlive) {
            exchange = null;
            response.flush();
            if (requestEnded && pipelined.isEmpty()) {
                ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            } else {
                lingering.begin();
            }
            return;
        }
        if (!requestEnded) {
            return;
        }
        exchange = null;
        restingSince = System.nanoTime();
        if (!goingOn) {
            goingOn = true;
            while (exchange == null && !pipelined.isEmpty() && !lingering.isActive()) {
                takePipelined();
            }
            goingOn = false;
            updateReading();
        }
    }

    private void takePipelined() {
        Object next = pipelined.poll();
        while (next != null) {
            take(next);
            boolean more = !pipelined.isEmpty() && !(pipelined.peek() instanceof HttpRequest);
            next = more ? pipelined.poll() : null;
        }
    }

    @Override
    public void flush() {
        response.flush();
    }

    @Override
    public boolean isWritable() {
        return ctx.channel().isWritable();
    }

    @Override
    public void cutOff() {
        exchange = null;
        response.drop();
        // A reset, since a plain close is the proper end of some responses.
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.channel().close();
    }

    @Override
    public void wantBody(boolean wanted) {
        bodyWanted = wanted;
        updateReading();
    }

    private void updateReading() {
        boolean reading = bodyWanted && pipelined.isEmpty();
        if (ctx.channel().config().isAutoRead() != reading) {
            ctx.channel().config().setAutoRead(reading);
        }
    }

    @Override
    public void switchProtocol(
            HttpHeaders fields, Channel upstream, Consumer<Channel> ready, Tunnel.Watch watch) {
        response.switching(fields);
        exchange = null;
        // First what would take raw octets for HTTP on their way out, then what sends them.
        ctx.pipeline().remove(Http1ResponseEncoder.class);
        ready.accept(ctx.channel());
        ctx.pipeline().addLast(new Tunnel(upstream, watch));
        detach();
    }

    // Limits.

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void endGracefully() {
        keepAlive = false;
        if (exchange == null && pipelined.isEmpty() && requestEnded && !lingering.isActive()) {
            ctx.close();
        }
    }

    @Override
    public void check(long now) {
        long idle = site.settings().limits().idleTimeout().toNanos();
        ServerExchange current = exchange;
        if (lingering.isActive()) {
            lingering.check(now);
        } else if (unwritableSince != 0 && now - unwritableSince > idle) {
            ctx.close();
        } else if (current != null) {
            if (halfClosedAt != 0
                    && !current.isHeadSent()
                    && now - halfClosedAt > HALF_CLOSED_NANOS) {
                ctx.close();
            } else if (responseEnded && now - current.body.lastAt() > idle) {
                ctx.close();
            } else {
                current.check(now);
            }
        } else {
            checkHead(now, idle);
        }
    }

    private void checkHead(long now, long idle) {
        long most = site.settings().limits().headerTimeout().toNanos();
        if (decoder.headStarted() != 0) {
            if (now - decoder.headStarted() > most) {
                requestEnded = false;
                refuse(
                        RefusedHead.NOTHING,
                        Problem.of(
                                408, "header_too_slow", "the head of the request took too long"));
            }
        } else if (now - restingSince > (first ? most : idle)) {
            ctx.close();
        }
    }
}
