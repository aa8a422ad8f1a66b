package io.grantway.http.outgoing;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The certificates in a PEM text (RFC 7468 §5), in their order; whatever else is there is left
/// alone.
final class PemCertificates {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]{1,100000}-----END"
                            + " CERTIFICATE-----");
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private PemCertificates() {}

    /// @throws IllegalArgumentException with a text for whoever wrote it
    static List<X509Certificate> read(String pem) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher blocks = BLOCK.matcher(pem);
            while (blocks.find()) {
                byte[] block = blocks.group().getBytes(StandardCharsets.US_ASCII);
                found.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(block)));
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "certificate number " + (found.size() + 1) + " cannot be read", e);
        }
        if (pem.split(BEGIN, -1).length - 1 != found.size()) {
            throw new IllegalArgumentException(
                    "certificate number " + (found.size() + 1) + " is no sound PEM");
        }
        return found;
    }
}
