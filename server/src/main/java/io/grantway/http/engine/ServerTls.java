package io.grantway.http.engine;

import io.grantway.http.TlsConfig;
import io.grantway.http.TlsConfig.ClientCertificates;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.util.List;

/// TLS options of a listener, from its configuration.
final class ServerTls {
    private ServerTls() {}

    /// @throws IllegalArgumentException naming the file that cannot be used, and why
    static ServerSSLOptions options(TlsConfig config) {
        ServerSSLOptions options =
                new ServerSSLOptions()
                        .setKeyCertOptions(KeyCertOptions.wrap(KeyMaterial.of(config)))
                        .setUseAlpn(true)
                        .setApplicationLayerProtocols(
                                List.of(
                                        ApplicationProtocolNames.HTTP_2,
                                        ApplicationProtocolNames.HTTP_1_1))
                        .setClientAuth(
                                switch (config.clientCertificates()) {
                                    case NONE -> ClientAuth.NONE;
                                    case REQUEST, ANY -> ClientAuth.REQUEST;
                                    case REQUIRE -> ClientAuth.REQUIRED;
                                });
        Path trust = config.trust();
        if (trust != null) {
            options.setTrustOptions(TrustOptions.wrap(KeyMaterial.trust(trust)));
        }
        if (config.clientCertificates() == ClientCertificates.ANY) {
            options.setTrustOptions(TrustOptions.wrap(new AnyCertificate()));
        }
        return options;
    }
}
