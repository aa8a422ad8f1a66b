package io.grantway.testing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of a company, and what it signs.
public final class Authority {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private final KeyPair pair = pair();
    private final X500Name name;
    private long number;

    public Authority(String name) {
        this.name = new X500Name("O=Example, CN=" + name);
    }

    /// A certificate and its private key, both PEM.
    public record Identity(X509Certificate shown, String certificate, String key) {
        /// As one text.
        public String both() {
            return certificate + key;
        }

        /// Its public key as JSON.
        public String jwk() {
            return new ECKey.Builder(Curve.P_256, (ECPublicKey) shown.getPublicKey())
                    .build()
                    .toJSONString();
        }
    }

    /// Its own certificate, PEM.
    public String certificate() {
        return pem(made(name, pair, true));
    }

    /// For `localhost` and `127.0.0.1`, and for a client of that name.
    public Identity sign(String subject) {
        KeyPair own = pair();
        X509Certificate made = made(new X500Name("C=DE, O=Example, CN=" + subject), own, false);
        return new Identity(made, pem(made), key(own));
    }

    /// For one host, in a time of its own.
    public Identity sign(String host, Instant from, Instant until) {
        KeyPair own = pair();
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
        X509Certificate made =
                made(new X500Name("O=Example, CN=server"), own, false, names, from, until);
        return new Identity(made, pem(made), key(own));
    }

    private X509Certificate made(X500Name subject, KeyPair own, boolean authority) {
        GeneralNames names =
                new GeneralNames(
                        new GeneralName[] {
                            new GeneralName(GeneralName.dNSName, "localhost"),
                            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                        });
        Instant until = SINCE.plus(Duration.ofDays(3650));
        return made(subject, own, authority, names, SINCE, until);
    }

    private X509Certificate made(
            X500Name subject,
            KeyPair own,
            boolean authority,
            GeneralNames names,
            Instant from,
            Instant until) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            new JcaX509v3CertificateBuilder(
                                            name,
                                            BigInteger.valueOf(++number),
                                            Date.from(from),
                                            Date.from(until),
                                            subject,
                                            own.getPublic())
                                    .addExtension(
                                            Extension.basicConstraints,
                                            true,
                                            new BasicConstraints(authority))
                                    .addExtension(Extension.subjectAlternativeName, false, names)
                                    .build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(pair.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(KeyPair pair) {
        try {
            return pem(new JcaPKCS8Generator(pair.getPrivate(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(Object thing) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(thing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
