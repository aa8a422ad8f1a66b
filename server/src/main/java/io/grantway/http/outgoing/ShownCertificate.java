package io.grantway.http.outgoing;

import io.grantway.config.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// The certificate by which this program shows who it is (RFC 8705 §2).
public final class ShownCertificate {
    private static final char[] INNER = "in memory only".toCharArray();
    private static final byte[] SAMPLE = {1, 2, 3};

    private ShownCertificate() {}

    /// Refuses what could not be shown.
    ///
    /// @param pem the chain, its own first, and the private key
    /// @throws IllegalArgumentException with a text for whoever configured it, nothing of the key
    ///   in it
    public static void check(Secret pem) {
        of(pem);
    }

    /// @throws IllegalArgumentException as [#check]
    public static KeyManager[] of(Secret pem) {
        return pem.expose(ShownCertificate::read);
    }

    private static KeyManager[] read(String pem) {
        List<? extends Certificate> chain = PemCertificates.read(pem);
        Optional<PrivateKey> key = privateKey(pem);
        if (key.isEmpty() || chain.isEmpty()) {
            throw new IllegalArgumentException(
                    "a certificate to show needs both in PEM: the certificate (-----BEGIN"
                            + " CERTIFICATE-----) and its private key, not encrypted (-----BEGIN"
                            + " PRIVATE KEY-----)");
        }
        if (!belongs(key.get(), chain.getFirst().getPublicKey())) {
            throw new IllegalArgumentException(
                    "the private key is not that of the first certificate; the chain begins with"
                            + " the one to show");
        }
        return managers(key.get(), chain);
    }

    /// What the parser says of a broken key may have parts of it: no cause.
    private static Optional<PrivateKey> privateKey(String pem) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PrivateKeyInfo info) {
                    return Optional.of(converter.getPrivateKey(info));
                }
                if (found instanceof PEMKeyPair pair) {
                    return Optional.of(converter.getPrivateKey(pair.getPrivateKeyInfo()));
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException _) {
            throw new IllegalArgumentException(
                    "the private key cannot be read: it is no sound PEM");
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey shown) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(SAMPLE);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(shown);
            verifying.update(SAMPLE);
            return verifying.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static KeyManager[] managers(PrivateKey key, List<? extends Certificate> chain) {
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, INNER);
            store.setKeyEntry("client", key, INNER, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, INNER);
            return keys.getKeyManagers();
        } catch (IOException | GeneralSecurityException _) {
            throw new IllegalArgumentException("the certificate to show cannot be used for TLS");
        }
    }
}
