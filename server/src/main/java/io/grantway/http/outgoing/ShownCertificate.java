package io.grantway.http.outgoing;

import io.grantway.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// The certificate by which this program shows who it is (RFC 8705 §2).
final class ShownCertificate {
    private static final char[] INNER = "in memory only".toCharArray();

    private ShownCertificate() {}

    /// @param pem the chain, its own first, and the private key
    /// @throws IllegalArgumentException with a text for whoever configured it
    static SSLContext of(Secret pem) {
        return pem.expose(ShownCertificate::read);
    }

    private static SSLContext read(String pem) {
        List<Certificate> chain = new ArrayList<>();
        PrivateKey key = null;
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PrivateKeyInfo info) {
                    key = converter.getPrivateKey(info);
                } else if (found instanceof PEMKeyPair pair) {
                    key = converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
            chain.addAll(certificates(pem));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate to show cannot be read", e);
        }
        if (key == null || chain.isEmpty()) {
            throw new IllegalArgumentException(
                    "a certificate to show needs the certificate and its private key, in PEM");
        }
        return context(key, chain);
    }

    private static Collection<? extends Certificate> certificates(String pem)
            throws GeneralSecurityException {
        int start = pem.indexOf("-----BEGIN CERTIFICATE-----");
        int end = pem.lastIndexOf("-----END CERTIFICATE-----");
        if (start < 0 || end < start) {
            return List.of();
        }
        StringBuilder only = new StringBuilder();
        for (String block : pem.split("(?=-----BEGIN )", -1)) {
            if (block.startsWith("-----BEGIN CERTIFICATE-----")) {
                only.append(block).append('\n');
            }
        }
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(only.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static SSLContext context(PrivateKey key, List<Certificate> chain) {
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, INNER);
            store.setKeyEntry("client", key, INNER, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, INNER);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate to show cannot be used", e);
        }
    }
}
