package io.grantway.http.outgoing;

import io.grantway.http.PoolSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// The library's client, set up for one pool.
final class PoolClient {
    private static final String REACHED = "grantway.reached";
    private static final int MOST_FIELDS = 200;
    private static final int LONGEST_LINE = 32 * 1024;

    /// Long enough for use, short enough to follow a name to another address.
    private static final TimeValue LONGEST_LIFE = TimeValue.ofMinutes(5);

    /// A connection that was idle as long is looked at before it is used, since a request on one
    /// that the other side has closed may not be repeated unless its method says so.
    private static final TimeValue LOOKED_AT_AFTER = TimeValue.ofSeconds(1);

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(30);

    private final PoolSettings settings;
    private final PoolTls tls;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final Optional<HttpHost> proxy;

    /// @param retired asked behind each call: whether its connection is not kept
    PoolClient(PoolSettings settings, Names names, PoolTls tls, BooleanSupplier retired) {
        this.settings = settings;
        this.tls = tls;
        this.proxy = settings.proxy().map(it -> new HttpHost("http", it.host(), it.port()));
        this.connections = connections(settings, names, tls);
        HttpClientBuilder builder =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setUserAgent("Grantway")
                        .setKeepAliveStrategy(keepAlive())
                        .setConnectionReuseStrategy((request, response, context) ->
                                !retired.getAsBoolean()
                                        && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(
                                                request, response, context))
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableConnectionState()
                        .disableContentCompression()
                        .disableAutomaticRetries();
        proxy.ifPresent(
                it -> builder.setProxy(it).addExecInterceptorLast(REACHED, PoolClient::reached));
        this.client = builder.build();
    }

    private static PoolingHttpClientConnectionManager connections(
            PoolSettings settings, Names names, PoolTls tls) {
        Timeout connect = Timeout.of(settings.connect());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.connections())
                .setDnsResolver(names)
                .setTlsSocketStrategy(tls.strategy())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(
                                        Http1Config.custom()
                                                .setMaxHeaderCount(MOST_FIELDS)
                                                .setMaxLineLength(LONGEST_LINE)
                                                .build())
                                .charCodingConfig(
                                        CharCodingConfig.custom()
                                                .setCharset(StandardCharsets.ISO_8859_1)
                                                .build())
                                // An answer such as 401 or 413 may come in the middle of a large
                                // body, which is then not sent to its end.
                                .responseOutOfOrderStrategy(
                                        MonitoringResponseOutOfOrderStrategy.INSTANCE)
                                .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setTimeToLive(LONGEST_LIFE)
                                .setValidateAfterInactivity(LOOKED_AT_AFTER)
                                .build())
                .build();
    }

    /// A little shorter than the other side says, so that both do not decide at the same moment.
    private static ConnectionKeepAliveStrategy keepAlive() {
        return (response, context) -> {
            TimeValue said =
                    DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(
                            response, context);
            if (!TimeValue.isPositive(said) || said.compareTo(LONGEST_IDLE) > 0) {
                return LONGEST_IDLE;
            }
            return TimeValue.ofMilliseconds(Math.max(1, said.toMilliseconds() - 1000));
        };
    }

    /// Called once there is a way to the host itself, through a tunnel or not.
    private static ClassicHttpResponse reached(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(REACHED, true);
        return chain.proceed(request, scope);
    }

    /// Whether what a call came to is the proxy's word and not the host's: it made no tunnel.
    boolean stoppedAtProxy(HttpClientContext context) {
        return proxy.isPresent() && context.getAttribute(REACHED) == null;
    }

    PoolTls tls() {
        return tls;
    }

    /// @param remaining until the call must be over
    static RequestConfig within(Duration remaining) {
        Timeout limit = Timeout.of(remaining);
        return RequestConfig.custom()
                .setConnectionRequestTimeout(limit)
                .setResponseTimeout(limit)
                .setAuthenticationEnabled(false)
                .build();
    }

    HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        if (proxy.isPresent()) {
            settings.proxy()
                    .flatMap(PoolSettings.Proxy::user)
                    .ifPresent(user -> {
                        BasicScheme scheme = new BasicScheme();
                        scheme.initPreemptive(
                                new UsernamePasswordCredentials(
                                        user.name(), user.password().expose(String::toCharArray)));
                        context.resetAuthExchange(proxy.get(), scheme);
                    });
        }
        return context;
    }

    ClassicHttpResponse execute(
            HttpHost host, HttpUriRequestBase message, HttpClientContext context)
            throws IOException {
        return client.executeOpen(host, message, context);
    }

    void closeIdle() {
        connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
