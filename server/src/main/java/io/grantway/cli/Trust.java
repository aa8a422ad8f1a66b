package io.grantway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Which certificates a command believes.
final class Trust {
    private Trust() {}

    /// Where a server keeps the certificate that it made for localhost.
    static Path developmentCertificate(Path data) {
        return data.resolve("development.crt");
    }

    /// Believes one certificate and no other.
    ///
    /// @param certificate PEM
    static SSLContext only(Path certificate) throws IOException {
        try (var pem = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            var managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new CommandFailed(certificate + " is no certificate: " + e.getMessage());
        }
    }
}
