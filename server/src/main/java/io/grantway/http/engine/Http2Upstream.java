package io.grantway.http.engine;

import io.grantway.http.ForwardFailure.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

/// An HTTP/2 connection to an upstream: many calls at a time, as many as the upstream allows.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Http2Upstream extends ChannelInboundHandlerAdapter implements UpstreamConnection {
    private static final int STREAM_WINDOW = 256 * 1024;
    private static final int CONNECTION_WINDOW = 16 * 1024 * 1024;
    private static final int STREAMS = 100;
    private static final int HEADERS = 128 * 1024;

    private final UpstreamPool pool;
    private final Channel channel;
    private final Http2FrameCodec codec;
    private long mostStreams = STREAMS;
    private int streams;
    private boolean used;
    private boolean leaving;
    private boolean windowOpened;
    private long idleSince = System.nanoTime();

    private Http2Upstream(UpstreamPool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
        this.codec =
                Http2FrameCodecBuilder.forClient()
                        .validateHeaders(true)
                        .initialSettings(
                                Http2Settings.defaultSettings()
                                        .pushEnabled(false)
                                        .initialWindowSize(STREAM_WINDOW)
                                        .maxHeaderListSize(HEADERS))
                        .gracefulShutdownTimeoutMillis(0)
                        .build();
    }

    static Http2Upstream install(UpstreamPool pool, Channel channel) {
        Http2Upstream connection = new Http2Upstream(pool, channel);
        Http2MultiplexHandler multiplexer =
                new Http2MultiplexHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel pushed) {
                                pushed.close();
                            }
                        });
        channel.pipeline().addLast(connection.codec, multiplexer, connection);
        channel.flush();
        return connection;
    }

    @Override
    public boolean isUsable() {
        return channel.isActive() && !leaving && streams < mostStreams;
    }

    boolean isIdle() {
        return streams == 0;
    }

    long idleSince() {
        return idleSince;
    }

    @Override
    public void open(UpstreamCall call) {
        streams++;
        Http2UpstreamStream stream = new Http2UpstreamStream(this, call, used);
        used = true;
        new Http2StreamChannelBootstrap(channel)
                .handler(stream)
                .open()
                .addListener((Future<Http2StreamChannel> opened) -> {
                    if (opened.isSuccess()) {
                        stream.opened(opened.getNow());
                    } else {
                        streamClosed();
                        call.onNoStream(Kind.UNREACHABLE, Dialer.describe(opened.cause()));
                    }
                });
    }

    void streamClosed() {
        streams--;
        idleSince = System.nanoTime();
        if (leaving && streams == 0) {
            channel.close();
        } else {
            pool.released();
        }
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Http2Exception {
        if (message instanceof Http2SettingsFrame frame) {
            Long most = frame.settings().maxConcurrentStreams();
            if (most != null) {
                mostStreams = Math.min(most, 10_000);
            }
            openWindow();
        } else if (message instanceof Http2GoAwayFrame) {
            leaving = true;
            if (streams == 0) {
                channel.close();
            }
        }
        ReferenceCountUtil.release(message);
    }

    private void openWindow() throws Http2Exception {
        if (!windowOpened) {
            windowOpened = true;
            var connection = codec.connection();
            connection
                    .local()
                    .flowController()
                    .incrementWindowSize(connection.connectionStream(), CONNECTION_WINDOW - 65_535);
            channel.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leaving = true;
        pool.lost(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
