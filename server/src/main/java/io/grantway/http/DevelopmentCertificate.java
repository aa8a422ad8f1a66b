package io.grantway.http;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate for `localhost`, `127.0.0.1` and `::1`, made at first start where none is
/// configured, so that HTTPS works at once. No browser trusts it by itself.
public final class DevelopmentCertificate {
    static final Duration LIFE = Duration.ofDays(397);
    static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private DevelopmentCertificate() {}

    /// The certificate of a data directory: made where there is none, and made anew when it is near
    /// its end.
    ///
    /// @throws UncheckedIOException when the directory cannot be written
    public static TlsConfig in(Path dataDirectory, InstantSource clock, SecureRandom random) {
        Path certificate = dataDirectory.resolve("development.crt");
        Path key = dataDirectory.resolve("development.key");
        try {
            if (!Files.isReadable(key) || !isGood(certificate, clock.instant())) {
                make(certificate, key, clock.instant(), random);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the development certificate cannot be written to " + dataDirectory, e);
        }
        return TlsConfig.pem(certificate, key);
    }

    private static boolean isGood(Path file, Instant now) throws IOException {
        if (!Files.isReadable(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in)
                            instanceof X509Certificate certificate
                    && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE_END));
        } catch (CertificateException _) {
            return false;
        }
    }

    private static void make(Path certificate, Path key, Instant now, SecureRandom random)
            throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            // The key first: a certificate is only looked for where there is a key.
            write(key, pem(pair.getPrivate()), "rw-------");
            write(certificate, pem(certificate(pair, now, random)), "rw-r--r--");
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate can be made here", e);
        }
    }

    private static X509CertificateHolder certificate(KeyPair pair, Instant now, SecureRandom random)
            throws IOException, OperatorCreationException {
        X500Name name = new X500Name("CN=localhost, O=Grantway development");
        GeneralNames names =
                new GeneralNames(
                        new GeneralName[] {
                            new GeneralName(GeneralName.dNSName, "localhost"),
                            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                            new GeneralName(
                                    GeneralName.iPAddress,
                                    InetAddress.ofLiteral("::1").getHostAddress())
                        });
        return new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(127, random).add(BigInteger.ONE),
                        Date.from(now.minus(CLOCKS_DIFFER)),
                        Date.from(now.plus(LIFE)),
                        name,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, names)
                .build(
                        new JcaContentSignerBuilder("SHA256withECDSA")
                                .setSecureRandom(random)
                                .build(pair.getPrivate()));
    }

    private static String pem(Object thing) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    thing instanceof java.security.PrivateKey secret
                            ? new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(secret, null)
                            : thing);
        }
        return text.toString();
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        FileAttribute<?>[] attributes =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString(mode))
                        }
                        : new FileAttribute<?>[0];
        // With its mode from the first moment: the key is never readable by others.
        try (var channel =
                Files.newByteChannel(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes)) {
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
