package io.grantway.http.outgoing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whom the certificates of other hosts may be signed by: those that the system trusts, and those
/// that the operator adds.
public final class Authorities {
    /// Those of the system alone.
    public static final Authorities SYSTEM = new Authorities(List.of());

    private final List<X509Certificate> added;

    private Authorities(List<X509Certificate> added) {
        this.added = added;
    }

    /// @param pem certificates of the added ones
    /// @throws IllegalArgumentException with a text for whoever configured it
    public static Authorities with(String pem) {
        if (pem.contains("PRIVATE KEY-----")) {
            throw new IllegalArgumentException(
                    "certificateAuthorities: there is a private key in it; give the certificates"
                            + " only");
        }
        List<X509Certificate> read;
        try {
            read = PemCertificates.read(pem);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("certificateAuthorities: " + e.getMessage(), e);
        }
        if (read.isEmpty()) {
            throw new IllegalArgumentException(
                    "certificateAuthorities: there is no certificate in it: -----BEGIN"
                            + " CERTIFICATE-----");
        }
        return new Authorities(List.copyOf(read));
    }

    /// These and others.
    Authorities and(Authorities others) {
        List<X509Certificate> all = new ArrayList<>(added);
        all.addAll(others.added);
        return new Authorities(List.copyOf(all));
    }

    /// What connections are made with; empty where the platform's own does.
    ///
    /// @param shown what this side shows of itself
    Optional<SSLContext> context(Optional<KeyManager[]> shown) {
        if (shown.isEmpty() && added.isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown.orElse(null), added.isEmpty() ? null : managers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    /// Who trusts them all.
    public TrustManager[] managers() {
        try {
            return managers(all());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    private KeyStore all() throws IOException, GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>(added);
        for (TrustManager each : managers(null)) {
            if (each instanceof X509TrustManager system) {
                all.addAll(List.of(system.getAcceptedIssuers()));
            }
        }
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry("trusted-" + i, all.get(i));
        }
        return store;
    }

    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
