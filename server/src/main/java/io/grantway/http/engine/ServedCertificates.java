package io.grantway.http.engine;

import io.grantway.http.TlsConfig;
import java.security.cert.X509Certificate;
import java.util.List;

/// What a listener would serve, read and checked without serving it.
public final class ServedCertificates {
    private ServedCertificates() {}

    /// The chain, the server's own certificate first.
    ///
    /// @throws IllegalArgumentException saying which file is unreadable, or that key and
    ///   certificate do not belong together
    public static List<X509Certificate> chain(TlsConfig config) {
        return List.of(KeyMaterial.of(config).getCertificateChain("server"));
    }
}
