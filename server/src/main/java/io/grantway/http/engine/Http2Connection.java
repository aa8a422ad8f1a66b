package io.grantway.http.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;

/// A client's HTTP/2 connection (RFC 9113). Each stream is an exchange of its own.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Http2Connection extends ChannelInboundHandlerAdapter
        implements Timed, Connections.Connection {
    private static final int STREAMS = 250;
    private static final int STREAM_WINDOW = 64 * 1024;

    /// Enough that streams nobody reads cannot take it all and stop the others.
    private static final int CONNECTION_WINDOW = STREAMS * STREAM_WINDOW;

    private final Loop loop;
    private final ListenerSite site;
    private final Channel channel;
    private final ConnectionPeer peer;
    private final Http2FrameCodec codec;
    private final Http2MultiplexHandler multiplexer;
    private int streams;
    private boolean ending;
    private boolean windowOpened;
    private long restingSince = System.nanoTime();

    Http2Connection(Loop loop, ListenerSite site, Channel channel) {
        this.loop = loop;
        this.site = site;
        this.channel = channel;
        this.peer = new ConnectionPeer(channel, site.settings());
        this.codec =
                Http2FrameCodecBuilder.forServer()
                        .validateHeaders(true)
                        .initialSettings(
                                Http2Settings.defaultSettings()
                                        .maxConcurrentStreams(STREAMS)
                                        .initialWindowSize(STREAM_WINDOW)
                                        .maxHeaderListSize(
                                                site.settings().limits().maxHeaderBytes()))
                        .gracefulShutdownTimeoutMillis(0)
                        .build();
        this.multiplexer =
                new Http2MultiplexHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline()
                                        .addLast(
                                                new Http2Stream(
                                                        Http2Connection.this.loop,
                                                        Http2Connection.this.site,
                                                        Http2Connection.this,
                                                        stream));
                            }
                        });
    }

    /// Puts it onto a connection that speaks HTTP/2 from its first octet.
    static void install(Loop loop, ListenerSite site, Channel channel) {
        Http2Connection connection = new Http2Connection(loop, site, channel);
        channel.pipeline().addLast(connection.codec, connection.multiplexer, connection);
    }

    ChannelHandler multiplexer() {
        return multiplexer;
    }

    Http2FrameCodec codec() {
        return codec;
    }

    ConnectionPeer peer() {
        return peer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop.watch(this);
        site.connections().add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Http2Exception {
        if (message instanceof Http2SettingsFrame && !windowOpened) {
            windowOpened = true;
            var connection = codec.connection();
            connection
                    .local()
                    .flowController()
                    .incrementWindowSize(connection.connectionStream(), CONNECTION_WINDOW - 65_535);
        }
        ReferenceCountUtil.release(message);
    }

    void streamOpened() {
        streams++;
    }

    void streamClosed() {
        streams--;
        restingSince = System.nanoTime();
        if (ending && streams == 0) {
            channel.close();
        }
    }

    boolean isEnding() {
        return ending;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.unwatch(this);
        site.connections().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void endGracefully() {
        if (ending) {
            return;
        }
        ending = true;
        channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
        if (streams == 0) {
            channel.close();
        }
    }

    @Override
    public void check(long now) {
        long idle = site.settings().limits().idleTimeout().toNanos();
        if (streams == 0 && now - restingSince > idle) {
            endGracefully();
        }
    }
}
