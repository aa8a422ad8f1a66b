package io.grantway.http.engine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.util.AsciiString;

/// The step from HTTP/1.1 to HTTP/2 on a plain connection by `Upgrade: h2c` (RFC 7540 §3.2; dropped
/// by RFC 9113, and still asked for).
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class UpgradeToHttp2 {
    private UpgradeToHttp2() {}

    /// Whether a request without a body asks for it. One with a body is answered in HTTP/1.1, which
    /// is allowed and needs nothing collected.
    static boolean isAsked(HttpRequest request) {
        HttpHeaders fields = request.headers();
        String upgrade = fields.get(HttpHeaderNames.UPGRADE);
        return upgrade != null
                && upgrade.equalsIgnoreCase("h2c")
                && !(request instanceof FullHttpRequest)
                && fields.contains(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER)
                && !fields.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && "0".equals(fields.get(HttpHeaderNames.CONTENT_LENGTH, "0"));
    }

    /// @param detach takes the HTTP/1 handlers off the connection
    static void start(
            Loop loop,
            ListenerSite site,
            ChannelHandlerContext ctx,
            HttpRequest request,
            Runnable detach) {
        HttpServerUpgradeHandler handler =
                new HttpServerUpgradeHandler(
                        _ -> detach.run(),
                        protocol ->
                                AsciiString.contentEqualsIgnoreCase(protocol, "h2c")
                                        ? codec(loop, site, ctx)
                                        : null);
        ctx.pipeline().addBefore(ctx.name(), "h2c", handler);
        try {
            handler.channelRead(ctx.pipeline().context("h2c"), request);
        } catch (Exception e) {
            throw new UpgradeFailed(e);
        }
    }

    private static Http2ServerUpgradeCodec codec(
            Loop loop, ListenerSite site, ChannelHandlerContext ctx) {
        Http2Connection connection = new Http2Connection(loop, site, ctx.channel());
        return new Http2ServerUpgradeCodec(
                connection.codec(), connection.multiplexer(), connection);
    }

    /// The upgrade broke; the connection cannot go on.
    static final class UpgradeFailed extends RuntimeException {
        UpgradeFailed(Exception cause) {
            super("the upgrade to HTTP/2 failed", cause);
        }
    }
}
