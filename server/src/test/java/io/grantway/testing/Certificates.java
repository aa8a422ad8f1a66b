package io.grantway.testing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Self-signed certificates of clients, all with the same names.
@SuppressWarnings("ImmutableEnumChecker") // a certificate cannot be changed
public enum Certificates {
    BILLING("EC", "SHA256withECDSA"),
    STRANGER("RSA", "SHA256withRSA"),
    MODERN("Ed25519", "Ed25519");

    private final X509Certificate certificate;

    Certificates(String key, String signature) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(key);
            if (!key.equals("Ed25519")) {
                generator.initialize(key.equals("EC") ? 256 : 2048);
            }
            this.certificate = certificate(generator.generateKeyPair(), signature);
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(KeyPair pair, String signature)
            throws GeneralSecurityException, CertIOException, OperatorCreationException {
        X500Name name = new X500Name("C=DE, O=Example, CN=billing");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        GeneralNames names =
                new GeneralNames(
                        new GeneralName[] {
                            new GeneralName(GeneralName.dNSName, "billing.example"),
                            new GeneralName(
                                    GeneralName.uniformResourceIdentifier,
                                    "https://billing.example/id"),
                            new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
                            new GeneralName(GeneralName.iPAddress, "2001:db8::1"),
                            new GeneralName(GeneralName.rfc822Name, "billing@example.com"),
                        });
        return new JcaX509CertificateConverter()
                .getCertificate(
                        new JcaX509v3CertificateBuilder(
                                        name,
                                        BigInteger.ONE,
                                        Date.from(now),
                                        Date.from(now.plus(Duration.ofDays(3650))),
                                        name,
                                        pair.getPublic())
                                .addExtension(Extension.subjectAlternativeName, false, names)
                                .build(
                                        new JcaContentSignerBuilder(signature)
                                                .build(pair.getPrivate())));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// Its key as JSON.
    public String jwk() {
        PublicKey key = certificate.getPublicKey();
        return switch (key) {
            case ECPublicKey ec ->
                    new ECKey.Builder(Curve.P_256, ec).build().toPublicJWK().toJSONString();
            case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build().toPublicJWK().toJSONString();
            case EdECPublicKey ed -> {
                byte[] encoded = ed.getEncoded();
                byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
                yield "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(point)
                        + "\"}";
            }
            default -> throw new IllegalStateException(key.getAlgorithm());
        };
    }
}
