package io.grantway.boot;

import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.boot.calls.ProxyEndpoint;
import io.grantway.gateway.Gateway;
import io.grantway.http.DevelopmentCertificate;
import io.grantway.http.Exchange;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.Handler;
import io.grantway.http.HttpEngine.Listener;
import io.grantway.http.ListenAddress;
import io.grantway.http.ListenerSettings;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.TlsConfig;
import io.grantway.http.TrustedProxies;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The four listeners: gateway and admin, each with and without TLS.
final class Listeners {
    /// Bodies of admin requests are collected up to this.
    private static final long ADMIN_BODY_LIMIT = 8L << 20;

    /// Requests of authorization servers are small.
    private static final long ISSUER_BODY_LIMIT = 256L << 10;

    private static final String VAULT = "/vault/v1/";
    private static final String PAGES = "/connect/";

    private record Open(Listener listener, URI address, boolean tls) {}

    private final Parts parts;
    private final Optional<Open> gatewayHttps;
    private final Optional<Open> gatewayHttp;
    private final Optional<Open> adminHttps;
    private final Optional<Open> adminHttp;

    Listeners(Parts parts, Reloads reloads, Configuration configuration) {
        this.parts = parts;
        TlsConfig tls = tls(configuration.server());
        Gateway apis = new Gateway(() -> parts.snapshot().routes());
        ExchangeHandler gateway =
                parts.traced(exchange -> {
                    if (ProxyEndpoint.has(exchange.head().target().path())) {
                        parts.vaultCalls.proxy.handle(exchange);
                        return;
                    }
                    IssuerEndpoints issuer = parts.snapshot().issuers().find(exchange.head());
                    if (issuer == null) {
                        answer(parts, apis, exchange);
                    } else {
                        parts.handlers.answer(
                                exchange,
                                ISSUER_BODY_LIMIT,
                                request -> exchange.record().duringFirst(issuer, request),
                                request -> exchange.record().during(issuer, request));
                    }
                });
        Handler resources = AdminResources.of(parts, reloads);
        ExchangeHandler admin =
                exchange ->
                        parts.handlers.answer(
                                exchange,
                                ADMIN_BODY_LIMIT,
                                request -> exchange.record().during(resources, request));
        ServerConfig server = configuration.server();
        var addresses = configuration.listeners();
        ExchangeObserver calls = parts.gatewayObserver();
        ExchangeObserver all = parts.observer;
        gatewayHttps =
                listen("gateway.https", addresses.gateway().https(), tls, server, gateway, calls);
        gatewayHttp =
                listen("gateway.http", addresses.gateway().http(), null, server, gateway, calls);
        adminHttps = listen("admin.https", addresses.admin().https(), tls, server, admin, all);
        adminHttp = listen("admin.http", addresses.admin().http(), null, server, admin, all);
    }

    /// What no issuer answers: what is published of APIs and of definitions, and the APIs.
    private static void answer(Parts parts, Gateway apis, Exchange exchange) {
        Optional<Response> resource = parts.snapshot().resources().find(exchange.head());
        if (resource.isPresent()) {
            exchange.answer(resource.get());
            return;
        }
        Optional<Handler> own = own(parts, exchange.head());
        if (own.isPresent()) {
            parts.handlers.answer(
                    exchange,
                    ISSUER_BODY_LIMIT,
                    request -> exchange.record().during(own.get(), request));
            return;
        }
        apis.handle(exchange);
    }

    /// Each call of an API comes by here: only the beginning of its path is looked at.
    private static Optional<Handler> own(Parts parts, RequestHead head) {
        String path = head.target().path();
        if (path.startsWith(VAULT)) {
            return parts.vaultInterfaces
                    .find(head)
                    .or(() -> parts.connect.find(head))
                    .or(() -> parts.vaultLogs.find(head));
        }
        return path.startsWith(PAGES) ? parts.connect.find(head) : parts.clientKeySets.find(head);
    }

    /// The configured certificate, else one for localhost, made where there is none yet.
    private TlsConfig tls(ServerConfig server) {
        TlsConfig configured = server.tls();
        return configured == null
                ? DevelopmentCertificate.in(parts.data.path(), parts.clock, parts.random)
                : configured;
    }

    private Optional<Open> listen(
            String name,
            String address,
            @Nullable TlsConfig tls,
            ServerConfig server,
            ExchangeHandler handler,
            ExchangeObserver observer) {
        return ListenAddress.parse(address)
                .map(parsed -> {
                    TrustedProxies proxies = TrustedProxies.of(server.trustedProxies());
                    Listener listener =
                            parts.engine.listen(
                                    new ListenerSettings(
                                            name, parsed, tls, server.limits(), proxies),
                                    handler,
                                    observer);
                    return new Open(listener, address(parsed, listener, tls != null), tls != null);
                });
    }

    /// An address that a client on this machine can call.
    private static URI address(ListenAddress parsed, Listener listener, boolean tls) {
        boolean everywhere = parsed.host().equals("0.0.0.0") || parsed.host().equals("::");
        boolean loopback = parsed.host().equals("127.0.0.1") || parsed.host().equals("::1");
        String host =
                everywhere || loopback
                        ? "localhost"
                        : new ListenAddress(parsed.host(), 0).toString().replaceAll(":0$", "");
        return URI.create((tls ? "https://" : "http://") + host + ":" + listener.port());
    }

    /// Serves a changed certificate to new connections.
    void reloadTls(ServerConfig server) {
        TlsConfig tls = tls(server);
        List<Open> secured = new ArrayList<>();
        gatewayHttps.ifPresent(secured::add);
        adminHttps.ifPresent(secured::add);
        secured.forEach(open -> open.listener().reloadTls(tls));
    }

    /// Where commands on this machine find the admin API; plain HTTP where it is on, since that
    /// never leaves the machine by default.
    Optional<URI> adminAddress() {
        return adminHttp().or(this::adminHttps);
    }

    Optional<URI> gatewayHttps() {
        return gatewayHttps.map(Open::address);
    }

    Optional<URI> gatewayHttp() {
        return gatewayHttp.map(Open::address);
    }

    Optional<URI> adminHttps() {
        return adminHttps.map(Open::address);
    }

    Optional<URI> adminHttp() {
        return adminHttp.map(Open::address);
    }
}
