package io.grantway.http.engine;

import io.grantway.http.ForwardFailure.Kind;
import io.grantway.http.Origin;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.OutgoingRule;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/// Opens connections to upstreams on one event loop.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Dialer {
    /// Told how a dial ended; one of the two, once.
    interface Outcome {
        void connected(Channel channel, boolean http2);

        void failed(Kind kind, String detail);
    }

    private final Loop loop;
    private final Supplier<OutgoingRule> rule;
    private final UpstreamTls tls = new UpstreamTls();

    /// @param rule where foreign origins may lie
    Dialer(Loop loop, Supplier<OutgoingRule> rule) {
        this.loop = loop;
        this.rule = rule;
    }

    void dial(Origin origin, Duration limit, Outcome outcome) {
        VertxInternal vertx = loop.context.owner();
        int millis = Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE);
        SslContext context;
        try {
            context = origin.isHttps() ? tls.context(origin) : null;
        } catch (SSLException e) {
            outcome.failed(Kind.TLS, describe(e));
            return;
        }
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop.executor)
                        .channelFactory(vertx.transport().channelFactory(false))
                        .resolver(vertx.nameResolver().nettyAddressResolverGroup())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.SO_KEEPALIVE, true)
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        if (context != null) {
                                            SslHandler handler =
                                                    tls.handler(context, channel, origin);
                                            handler.setHandshakeTimeout(
                                                    millis, TimeUnit.MILLISECONDS);
                                            channel.pipeline()
                                                    .addLast(handler)
                                                    .addLast(new Handshake(handler, outcome));
                                        }
                                    }
                                });
        ChannelFutureListener connected =
                future -> {
                    if (!future.isSuccess()) {
                        refused(future.cause(), outcome);
                    } else if (context == null) {
                        outcome.connected(future.channel(), origin.http2());
                    }
                };
        if (origin.foreign()) {
            look(origin, outcome, to -> bootstrap.connect(to).addListener(connected));
        } else {
            bootstrap.connect(origin.host(), origin.port()).addListener(connected);
        }
    }

    /// Looks at what is behind the name, and goes on with the very address that was looked at: a
    /// name that is asked twice may say something else.
    private void look(Origin origin, Outcome outcome, Consumer<InetSocketAddress> onward) {
        InetSocketAddress asked = InetSocketAddress.createUnresolved(origin.host(), origin.port());
        loop.context
                .owner()
                .nameResolver()
                .nettyAddressResolverGroup()
                .getResolver(loop.executor)
                .resolveAll(asked)
                .addListener((Future<List<InetSocketAddress>> found) -> {
                    if (!found.isSuccess()) {
                        refused(found.cause(), outcome);
                        return;
                    }
                    URI uri = URI.create(origin.toString());
                    OutgoingRule now = rule.get();
                    found.getNow().stream()
                            .filter(each -> now.opens(uri, Trust.FOREIGN, each.getAddress()))
                            .findFirst()
                            .ifPresentOrElse(
                                    onward,
                                    () ->
                                            outcome.failed(
                                                    Kind.FORBIDDEN,
                                                    "is at no address that server.outgoing.allow"
                                                            + " opens, nor public over https"));
                });
    }

    private static void refused(Throwable cause, Outcome outcome) {
        if (cause instanceof ConnectTimeoutException) {
            outcome.failed(Kind.CONNECT_TIMEOUT, describe(cause));
        } else if (cause instanceof UnknownHostException) {
            outcome.failed(Kind.UNREACHABLE, "the name does not resolve: " + describe(cause));
        } else {
            outcome.failed(Kind.UNREACHABLE, describe(cause));
        }
    }

    static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /// Waits for the end of the TLS handshake.
    private static final class Handshake extends ChannelInboundHandlerAdapter {
        private final SslHandler tls;
        private final Outcome outcome;
        private boolean done;

        Handshake(SslHandler tls, Outcome outcome) {
            this.tls = tls;
            this.outcome = outcome;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent completion) {
                if (completion.isSuccess()) {
                    done(() -> {
                        ctx.pipeline().remove(this);
                        outcome.connected(
                                ctx.channel(),
                                ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol()));
                    });
                } else {
                    failed(ctx, completion.cause());
                }
            } else {
                ctx.fireUserEventTriggered(event);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failed(ctx, cause);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            done(() -> outcome.failed(Kind.TLS, "closed during the TLS handshake"));
        }

        private void failed(ChannelHandlerContext ctx, Throwable cause) {
            Consumer<Kind> tell = kind -> outcome.failed(kind, describe(cause));
            done(() -> tell.accept(isTimeout(cause) ? Kind.CONNECT_TIMEOUT : Kind.TLS));
            ctx.close();
        }

        private static boolean isTimeout(Throwable cause) {
            return cause instanceof io.netty.handler.ssl.SslHandshakeTimeoutException;
        }

        private void done(Runnable tell) {
            if (!done) {
                done = true;
                tell.run();
            }
        }
    }
}
