package io.grantway.http.engine;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/// The end of a connection whose client may still be sending (RFC 9112 §9.6): says that nothing
/// more comes, and reads on for a moment, since closing with unread octets would reset the
/// connection and take our answer away from the client.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Lingering {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LITTLE = 64 * 1024;

    private final Channel channel;
    private long begunAt;

    Lingering(Channel channel) {
        this.channel = channel;
    }

    boolean isActive() {
        return begunAt != 0;
    }

    void begin() {
        begunAt = System.nanoTime();
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(_ -> {
                    if (channel.pipeline().get(SslHandler.class) == null
                            && channel instanceof DuplexChannel duplex
                            && !duplex.isInputShutdown()) {
                        duplex.shutdownOutput();
                    } else {
                        channel.close();
                    }
                });
    }

    void check(long now) {
        if (now - begunAt > LONGEST_NANOS) {
            channel.close();
        }
    }

    /// Whether the rest of a body is announced and small.
    static boolean isLittle(HttpHeaders fields, long received) {
        String length = fields.get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) - received <= LITTLE;
    }
}
