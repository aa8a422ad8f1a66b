package io.grantway.http.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/// One direction of a connection that has switched to another protocol, such as WebSocket: passes
/// octets on as they come, and stops reading while the other side does not take them.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Tunnel extends ChannelInboundHandlerAdapter {
    /// Told what passes.
    interface Watch {
        void passed(Tunnel tunnel, int octets);

        void closed();
    }

    private final Channel other;
    private final Watch watch;

    Tunnel(Channel other, Watch watch) {
        this.other = other;
        this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf octets) {
            watch.passed(this, octets.readableBytes());
            other.write(octets, other.voidPromise());
            if (!other.isWritable()) {
                ctx.channel().config().setAutoRead(false);
            }
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        other.config().setAutoRead(ctx.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // A half-closed side may still be told something.
        if (event instanceof ChannelInputShutdownEvent) {
            if (other instanceof DuplexChannel duplex
                    && !duplex.isInputShutdown()
                    && other.pipeline().get(SslHandler.class) == null) {
                other.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(_ -> duplex.shutdownOutput());
            } else {
                ctx.close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void end() {
        if (other.isActive()) {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        watch.closed();
    }
}
