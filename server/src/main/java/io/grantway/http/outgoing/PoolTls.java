package io.grantway.http.outgoing;

import io.grantway.http.PoolSettings;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/// TLS of a pool: whom it believes, and what it shows.
///
/// @param verify check certificate and host name
record PoolTls(SSLContext context, boolean verify) {
    /// @param usual who may have signed any host's certificate
    static PoolTls of(PoolSettings settings, Authorities usual) {
        Optional<KeyManager[]> shown = settings.tls().identity().map(ShownCertificate::of);
        if (!settings.verify()) {
            return new PoolTls(believing(shown), false);
        }
        Authorities all =
                settings.tls().authorities().map(Authorities::with).map(usual::and).orElse(usual);
        return new PoolTls(all.context(shown).orElseGet(PoolTls::platform), true);
    }

    private static SSLContext platform() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    /// Only where the operator says `verify: false`.
    private static SSLContext believing(Optional<KeyManager[]> shown) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown.orElse(null), new TrustManager[] {new Everybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    TlsSocketStrategy strategy() {
        return verify
                ? new DefaultClientTlsStrategy(context)
                : new DefaultClientTlsStrategy(
                        context, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
    }

    /// Believes every certificate.
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
