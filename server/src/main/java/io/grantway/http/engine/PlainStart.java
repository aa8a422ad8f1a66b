package io.grantway.http.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// The first octets of a plain connection: HTTP/2 where they are its preface (RFC 9113 §3.3), else
/// HTTP/1.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class PlainStart extends ChannelInboundHandlerAdapter implements Timed {
    private static final ByteBuf PREFACE =
            Unpooled.unreleasableBuffer(Http2CodecUtil.connectionPrefaceBuf()).asReadOnly();

    private final Loop loop;
    private final ListenerSite site;
    private final long startedAt = System.nanoTime();
    private @Nullable ByteBuf seen;
    private @Nullable ChannelHandlerContext context;

    PlainStart(Loop loop, ListenerSite site) {
        this.loop = loop;
        this.site = site;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        loop.watch(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.unwatch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf octets)) {
            ReferenceCountUtil.release(message);
            return;
        }
        ByteBuf all = octets;
        ByteBuf earlier = seen;
        if (earlier != null) {
            all = ctx.alloc().buffer().writeBytes(earlier).writeBytes(octets);
            earlier.release();
            octets.release();
            seen = null;
        }
        int compared = Math.min(all.readableBytes(), PREFACE.readableBytes());
        boolean same = true;
        for (int i = 0; i < compared && same; i++) {
            same = all.getByte(all.readerIndex() + i) == PREFACE.getByte(i);
        }
        if (same && compared < PREFACE.readableBytes()) {
            seen = all;
            return;
        }
        if (same) {
            Http2Connection.install(loop, site, ctx.channel());
        } else {
            var _ = new Http1Connection(loop, site, ctx.channel());
        }
        ctx.fireChannelRead(all);
        ctx.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ByteBuf rest = seen;
        seen = null;
        if (rest != null) {
            rest.release();
        }
        loop.unwatch(this);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void check(long now) {
        ChannelHandlerContext ctx = context;
        boolean late = now - startedAt > site.settings().limits().headerTimeout().toNanos();
        if (ctx != null && (late || site.connections().isEnding())) {
            ctx.close();
        }
    }
}
