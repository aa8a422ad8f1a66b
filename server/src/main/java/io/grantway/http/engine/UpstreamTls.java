package io.grantway.http.engine;

import io.grantway.http.Origin;
import io.grantway.http.OriginTls;
import io.grantway.http.outgoing.Authorities;
import io.grantway.http.outgoing.ShownCertificate;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/// TLS towards upstreams: the certificate and the name are checked unless the origin says not to.
final class UpstreamTls {
    private record Kind(boolean http2, boolean verify, OriginTls tls) {}

    private final Map<Kind, SslContext> contexts = new HashMap<>();

    SslContext context(Origin origin) throws SSLException {
        Kind kind = new Kind(origin.http2(), origin.verify(), origin.tls());
        SslContext known = contexts.get(kind);
        if (known == null) {
            known = build(kind);
            contexts.put(kind, known);
        }
        return known;
    }

    private static SslContext build(Kind kind) throws SSLException {
        SslContextBuilder builder =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3", "TLSv1.2")
                        .endpointIdentificationAlgorithm(kind.verify() ? "HTTPS" : null);
        if (!kind.verify()) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (kind.tls().authorities().isPresent()) {
            builder.trustManager(Authorities.with(kind.tls().authorities().get()).managers()[0]);
        }
        kind.tls().identity().ifPresent(own -> builder.keyManager(ShownCertificate.of(own)[0]));
        if (kind.http2()) {
            builder.applicationProtocolConfig(
                    new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1));
        }
        return builder.build();
    }

    SslHandler handler(SslContext context, Channel channel, Origin origin) {
        SslHandler handler = context.newHandler(channel.alloc(), origin.host(), origin.port());
        if (origin.verify()) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            // Without this any certificate of a trusted authority would do, whatever its name.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            handler.engine().setSSLParameters(parameters);
        }
        return handler;
    }
}
