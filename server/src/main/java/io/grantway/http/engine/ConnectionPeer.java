package io.grantway.http.engine;

import io.grantway.http.ListenerSettings;
import io.grantway.http.Peer;
import io.grantway.http.TlsConfig;
import io.grantway.http.TlsConfig.ClientCertificates;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// The other end of a client's connection.
final class ConnectionPeer implements Peer {
    private final Channel channel;
    private final String address;
    private final boolean trusted;
    private final boolean checked;
    private @Nullable List<X509Certificate> certificates;

    ConnectionPeer(Channel channel, ListenerSettings settings) {
        TlsConfig tls = settings.tls();
        this.channel = channel;
        this.checked = tls != null && tls.clientCertificates() != ClientCertificates.ANY;
        this.address =
                channel.remoteAddress() instanceof InetSocketAddress inet
                                && inet.getAddress() != null
                        ? digits(inet)
                        : "";
        this.trusted = settings.proxies().contains(address);
    }

    private static String digits(InetSocketAddress inet) {
        String text = inet.getAddress().getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public boolean trusted() {
        return trusted;
    }

    @Override
    public String clientAddress() {
        return address;
    }

    @Override
    public List<X509Certificate> certificates() {
        List<X509Certificate> known = certificates;
        if (known == null) {
            known = read();
            certificates = known;
        }
        return known;
    }

    @Override
    public boolean certified() {
        return checked && !certificates().isEmpty();
    }

    private List<X509Certificate> read() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return List.of();
        }
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate each : tls.engine().getSession().getPeerCertificates()) {
                if (each instanceof X509Certificate x509) {
                    chain.add(x509);
                }
            }
            return List.copyOf(chain);
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    /// The peer of one request that came through trusted proxies.
    record Proxied(ConnectionPeer connection, String clientAddress) implements Peer {
        @Override
        public String address() {
            return connection.address();
        }

        @Override
        public boolean trusted() {
            return connection.trusted();
        }

        @Override
        public List<X509Certificate> certificates() {
            return connection.certificates();
        }

        @Override
        public boolean certified() {
            return connection.certified();
        }
    }
}
