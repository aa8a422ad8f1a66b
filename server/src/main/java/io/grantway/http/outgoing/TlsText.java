package io.grantway.http.outgoing;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Why TLS failed, in words that say what to do.
final class TlsText {
    private static final int DEPTH = 10;

    private TlsText() {}

    static String of(SSLException failure) {
        Throwable each = failure;
        for (int i = 0; each != null && i < DEPTH; i++) {
            String text = String.valueOf(each.getMessage());
            if (each instanceof CertificateExpiredException) {
                return "its certificate has ended";
            }
            if (each instanceof CertificateNotYetValidException) {
                return "its certificate begins later; is a clock wrong?";
            }
            if (each instanceof CertPathValidatorException || text.contains("PKIX")) {
                return "its certificate is signed by nobody who is trusted here";
            }
            if (each instanceof SSLPeerUnverifiedException
                    || text.contains("subject alternative")) {
                return "its certificate is for another host";
            }
            if (text.contains("bad_certificate") || text.contains("certificate_required")) {
                return "it wants a certificate of ours, another than is shown";
            }
            if (text.contains("plaintext") || text.contains("Unsupported or unrecognized")) {
                return "it does not speak TLS at this port";
            }
            each = each.getCause();
        }
        return "the handshake was not completed";
    }
}
