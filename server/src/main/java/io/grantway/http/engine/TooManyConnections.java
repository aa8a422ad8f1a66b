package io.grantway.http.engine;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// What a connection over the limit gets: 503 unread, and its end.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class TooManyConnections extends ChannelInboundHandlerAdapter {
    private static final byte[] ANSWER =
            String.join(
                            "\r\n",
                            "HTTP/1.1 503 Service Unavailable",
                            "Retry-After: 1",
                            "Connection: close",
                            "Content-Length: 0",
                            "",
                            "")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_SECONDS = 1;

    private TooManyConnections() {}

    static void refuse(Channel channel) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(new TooManyConnections());
        channel.writeAndFlush(Unpooled.wrappedBuffer(ANSWER));
        new Lingering(channel).begin();
        channel.eventLoop().schedule(() -> channel.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
