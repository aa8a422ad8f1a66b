package io.grantway.http.outgoing;

import io.grantway.config.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// A pool of connections, each to one address that was looked at; made at the first use.
final class Connections {
    private static final int AT_ONCE = 64;
    private static final int PER_ADDRESS = 16;
    private static final int MOST_FIELDS = 100;
    private static final Timeout CONNECT = Timeout.ofSeconds(3);
    private static final int LONGEST_LINE = 16 * 1024;

    /// An address that was opened once is not kept in use for long after it is closed again.
    private static final TimeValue LONGEST_LIFE = TimeValue.ofMinutes(1);

    private final Optional<Secret> identity;
    private final Authorities authorities;
    private @Nullable CloseableHttpClient client;
    private boolean closed;

    /// @param identity certificate and private key that each connection shows
    /// @param authorities who may have signed the certificates of the other side
    Connections(Optional<Secret> identity, Authorities authorities) {
        this.identity = identity;
        this.authorities = authorities;
    }

    synchronized CloseableHttpClient client() {
        if (closed) {
            throw new IllegalStateException("the outgoing client is closed");
        }
        CloseableHttpClient made = client;
        if (made == null) {
            made = make();
            client = made;
        }
        return made;
    }

    private CloseableHttpClient make() {
        PoolingHttpClientConnectionManagerBuilder pool =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(AT_ONCE)
                        .setMaxConnPerRoute(PER_ADDRESS)
                        .setDnsResolver(new NoNames())
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(
                                                Http1Config.custom()
                                                        .setMaxHeaderCount(MOST_FIELDS)
                                                        .setMaxLineLength(LONGEST_LINE)
                                                        .build())
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(CONNECT)
                                        .setTimeToLive(LONGEST_LIFE)
                                        .build());
        authorities
                .context(identity.map(ShownCertificate::of))
                .ifPresent(it -> pool.setTlsSocketStrategy(new DefaultClientTlsStrategy(it)));
        return HttpClients.custom()
                .setConnectionManager(pool.build())
                .setUserAgent("Grantway")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                // Else a connection that showed a certificate would never be used again: the
                // library keeps it for a user whom no request names.
                .disableConnectionState()
                .disableContentCompression()
                .disableAutomaticRetries()
                .build();
    }

    synchronized void close() {
        closed = true;
        if (client != null) {
            client.close(CloseMode.IMMEDIATE);
        }
    }

    /// Every connection is told its address; a name that got here would pass by the rule.
    private static final class NoNames implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException("names are looked up before");
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new UnknownHostException("names are looked up before");
        }
    }
}
