package io.grantway.http.engine;

import io.grantway.http.ExchangeHandler;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.HttpEngine;
import io.grantway.http.ListenAddress;
import io.grantway.http.ListenerSettings;
import io.grantway.http.TlsConfig;
import io.grantway.http.TlsConfig.ClientCertificates;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetServerInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TcpServerConfig;
import io.vertx.core.net.impl.SocketAddressImpl;
import io.vertx.core.net.impl.VertxHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A listener: one bound socket, its connections dealt out to all event loops.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class BoundListener implements HttpEngine.Listener {
    private static final int BACKLOG = 1024;
    private static final int PATIENCE_SECONDS = 15;

    /// Vert.x shares one socket among servers of the same number; below zero it stands for a port
    /// that the system chooses.
    private static final AtomicInteger CHOSEN_BY_SYSTEM = new AtomicInteger();

    private final Vertx vertx;
    private final List<Loop> loops;
    private final ListenerSettings settings;
    private final Connections connections;
    private final ListenerSite site;
    private final List<NetServer> servers = new ArrayList<>();
    private final @Nullable ServerSSLOptions tls;

    BoundListener(
            Vertx vertx,
            List<Loop> loops,
            ListenerSettings settings,
            ExchangeHandler handler,
            ExchangeObserver observer) {
        this.vertx = vertx;
        this.loops = loops;
        this.settings = settings;
        this.connections = new Connections(settings.limits().maxConnections());
        TlsConfig config = settings.tls();
        this.tls = config == null ? null : options(config);
        this.site = new ListenerSite(settings, config != null, handler, observer, connections);
    }

    private ServerSSLOptions options(TlsConfig config) {
        try {
            return ServerTls.options(config);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "listener " + settings.name() + " cannot start: " + e.getMessage(), e);
        }
    }

    void bind(List<BoundListener> others) {
        ListenAddress address = settings.address();
        int port = address.port() == 0 ? -CHOSEN_BY_SYSTEM.incrementAndGet() : address.port();
        for (BoundListener other : others) {
            if (other.settings.address().equals(address) && address.port() != 0) {
                throw cannotBind("listener " + other.settings.name() + " has it already");
            }
        }
        TcpServerConfig tcp = new TcpServerConfig().setAcceptBacklog(BACKLOG).setSsl(tls != null);
        for (Loop loop : loops) {
            NetServerInternal server = (NetServerInternal) vertx.createNetServer(tcp, tls);
            server.connectHandler(socket -> accept(loop, (NetSocketInternal) socket));
            server.exceptionHandler(_ -> {});
            servers.add(server);
            await(
                    server.listen(loop.context, new SocketAddressImpl(port, address.host()))
                            .toCompletionStage()
                            .toCompletableFuture());
        }
    }

    private void await(CompletableFuture<?> bound) {
        try {
            bound.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            close(Duration.ZERO);
            throw cannotBind(Dialer.describe(cause));
        } catch (TimeoutException _) {
            throw cannotBind("the system did not answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw cannotBind("interrupted");
        }
    }

    private IllegalStateException cannotBind(String why) {
        return new IllegalStateException(
                "listener "
                        + settings.name()
                        + " cannot listen on "
                        + settings.address()
                        + ": "
                        + why);
    }

    private void accept(Loop loop, NetSocketInternal socket) {
        Channel channel = socket.channelHandlerContext().channel();
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.remove(VertxHandler.class);
        if (pipeline.get("chunkedWriter") != null) {
            pipeline.remove("chunkedWriter");
        }
        SslHandler secure = pipeline.get(SslHandler.class);
        if (!connections.admit()) {
            TooManyConnections.refuse(channel);
            return;
        }
        channel.closeFuture().addListener(_ -> connections.left());
        if (secure == null) {
            pipeline.addLast(new PlainStart(loop, site));
        } else if (ApplicationProtocolNames.HTTP_2.equals(secure.applicationProtocol())) {
            Http2Connection.install(loop, site, channel);
        } else {
            var _ = new Http1Connection(loop, site, channel);
        }
    }

    @Override
    public int port() {
        return servers.getFirst().actualPort();
    }

    @Override
    public int connections() {
        return connections.count();
    }

    @Override
    public void reloadTls(TlsConfig config) {
        if (tls == null) {
            throw new IllegalStateException("listener " + settings.name() + " has no TLS");
        }
        if (takesAny(config) != takesAny(settings.tls())) {
            // Connections say whether their certificates were checked by how the listener began.
            throw new IllegalArgumentException(
                    "clientCertificates any begins and ends with a restart only");
        }
        ServerSSLOptions fresh = ServerTls.options(config);
        for (NetServer server : servers) {
            try {
                server.updateSSLOptions(fresh, true)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalArgumentException(
                        "the certificate cannot be used: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private static boolean takesAny(@Nullable TlsConfig config) {
        return config != null && config.clientCertificates() == ClientCertificates.ANY;
    }

    CompletableFuture<Void> close(Duration grace) {
        connections.endGracefully();
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        for (NetServer server : servers) {
            closing.add(server.shutdown(grace).toCompletionStage().toCompletableFuture());
        }
        return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    }
}
