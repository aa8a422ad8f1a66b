package io.grantway.http.engine;

import io.grantway.config.Secret;
import io.grantway.http.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// Certificates and keys read from files, and checked to belong together before anyone is served
/// with them.
final class KeyMaterial {
    private static final char[] INNER = "in memory only".toCharArray();

    private KeyMaterial() {}

    static X509KeyManager of(TlsConfig config) {
        Path keystore = config.keystore();
        try {
            if (keystore != null) {
                Secret password = Objects.requireNonNull(config.password());
                return manager(fromPkcs12(keystore, password), keystore);
            }
            Path certificate = Objects.requireNonNull(config.certificate());
            Path key = Objects.requireNonNull(config.key());
            return manager(fromPem(certificate, key), certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyStore fromPem(Path certificate, Path key)
            throws GeneralSecurityException, IOException {
        Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
        PrivateKey secret = privateKey(key);
        if (!belongs(secret, chain[0].getPublicKey())) {
            throw new IllegalArgumentException(
                    "the key in " + key + " is not that of the certificate in " + certificate);
        }
        return inMemory(secret, chain);
    }

    /// A keystore that never leaves memory. PKCS12 would stretch its password ten thousand times,
    /// at every start, for nothing.
    private static KeyStore inMemory(Key key, Certificate[] chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, INNER);
        store.setKeyEntry("server", key, INNER, chain);
        return store;
    }

    private static KeyStore fromPkcs12(Path file, Secret password)
            throws GeneralSecurityException, IOException {
        KeyStore outer = KeyStore.getInstance("PKCS12");
        char[] letters = password.expose(String::toCharArray);
        try {
            outer.load(new ByteArrayInputStream(read(file)), letters);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be opened: not PKCS12, or another password", e);
        }
        Enumeration<String> names = outer.aliases();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (outer.isKeyEntry(name)) {
                return inMemory(outer.getKey(name, letters), outer.getCertificateChain(name));
            }
        }
        throw new IllegalArgumentException(file + " has no private key in it");
    }

    private static X509KeyManager manager(KeyStore store, Path file)
            throws GeneralSecurityException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, INNER);
        if (factory.getKeyManagers()[0] instanceof X509KeyManager manager) {
            return manager;
        }
        throw new IllegalArgumentException(file + " cannot be used for TLS");
    }

    /// Trusts those who are signed by the certificates of a file.
    static TrustManager trust(Path file) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, INNER);
            int number = 0;
            for (Certificate each : certificates(file)) {
                store.setCertificateEntry("trusted-" + number++, each);
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException {
        Collection<? extends Certificate> found;
        try {
            found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)));
        } catch (java.security.cert.CertificateException e) {
            throw new IllegalArgumentException(file + " is not a certificate in PEM", e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " has no certificate in it");
        }
        return found;
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        String text = new String(read(file), StandardCharsets.UTF_8);
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            Object found = parser.readObject();
            while (found != null) {
                if (found instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (found instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                found = parser.readObject();
            }
        }
        throw new IllegalArgumentException(
                file + " has no private key in it: PEM without a password is expected");
    }

    private static boolean belongs(PrivateKey secret, PublicKey open)
            throws GeneralSecurityException {
        String algorithm =
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC", "ECDSA" -> "SHA256withECDSA";
                    default -> secret.getAlgorithm();
                };
        byte[] sample = "belongs together".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(secret);
            signer.update(sample);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(open);
            verifier.update(sample);
            return verifier.verify(signature);
        } catch (java.security.InvalidKeyException | java.security.SignatureException _) {
            return false;
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            throw new IllegalArgumentException("there is no file " + file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
