package io.grantway.jose;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The public keys in a PEM text (RFC 7468): of certificates, or by themselves.
final class PemKeys {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]{1,100000})-----END"
                            + " \\1-----");
    private static final int MOST = 100;

    private PemKeys() {}

    /// @throws IllegalArgumentException with a text for whoever wrote it, which tells nothing of
    ///   what stands there
    static List<PublicKey> read(String pem) {
        List<PublicKey> keys = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            keys.add(key(blocks.group(1), blocks.group(2)));
            if (keys.size() > MOST) {
                throw new IllegalArgumentException("a PEM text may hold " + MOST + " keys at most");
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no PEM block in it: -----BEGIN CERTIFICATE----- or -----BEGIN PUBLIC"
                            + " KEY-----");
        }
        return keys;
    }

    private static PublicKey key(String label, String base64) {
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a PEM block is no base64", e);
        }
        return switch (label) {
            case "CERTIFICATE" -> certified(der);
            case "PUBLIC KEY" -> bare(der);
            default ->
                    throw new IllegalArgumentException(
                            "a PEM block holds a "
                                    + label
                                    + "; give the public half only: CERTIFICATE or PUBLIC KEY");
        };
    }

    private static PublicKey certified(byte[] der) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate cannot be read", e);
        }
    }

    private static PublicKey bare(byte[] der) {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException _) {
                // Of another kind.
            }
        }
        throw new IllegalArgumentException("a public key is neither RSA nor EC nor Ed25519");
    }
}
