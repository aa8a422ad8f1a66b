package io.grantway.http;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The certificate that a listener serves, and what it asks of its clients: `certificate` with
/// `key` (PEM), or `keystore` with `password` (PKCS12).
public record TlsConfig(
        @Key(
                        value = "File with the certificate chain, PEM, the server's own first.",
                        example = "/etc/grantway/tls.crt")
                @Nullable Path certificate,
        @Key(value = "File with its private key, PEM (PKCS#8).", example = "/etc/grantway/tls.key")
                @Nullable Path key,
        @Key(value = "File with both, PKCS12.", example = "/etc/grantway/tls.p12")
                @Nullable Path keystore,
        @Key("Password of the keystore.") @Nullable Secret password,
        @Key(
                        value =
                                "Certificates of clients: `none`, `request` (checked when one is"
                                        + " shown), `require`, or `any` (taken from whoever shows"
                                        + " one, signed by anybody: for clients known by their"
                                        + " key).",
                        or = "none")
                ClientCertificates clientCertificates,
        @Key("File with the certificates of those who may sign clients' certificates, PEM.")
                @Nullable Path trust) {

    /// Whether clients must show a certificate.
    public enum ClientCertificates {
        NONE,
        REQUEST,
        REQUIRE,

        /// A connection may show any certificate of which it has the private key. Who that is,
        /// nobody has said: only the key counts.
        ANY
    }

    public TlsConfig {
        if (keystore == null) {
            if (certificate == null || key == null) {
                throw new IllegalArgumentException(
                        "tls needs certificate and key (PEM files), or keystore and password"
                                + " (PKCS12)");
            }
        } else if (certificate != null || key != null) {
            throw new IllegalArgumentException(
                    "tls takes certificate and key, or keystore, not both");
        } else if (password == null) {
            throw new IllegalArgumentException("a keystore needs its password");
        }
        if (clientCertificates == ClientCertificates.ANY && trust != null) {
            throw new IllegalArgumentException(
                    "clientCertificates any takes those that nobody has signed; remove trust, or"
                            + " say request");
        }
        boolean signed =
                clientCertificates == ClientCertificates.REQUEST
                        || clientCertificates == ClientCertificates.REQUIRE;
        if (signed && trust == null) {
            throw new IllegalArgumentException(
                    "clientCertificates needs trust: the file with the certificates of those who"
                            + " may sign clients' certificates");
        }
    }

    /// A certificate and its key in PEM files; clients need none.
    public static TlsConfig pem(Path certificate, Path key) {
        return new TlsConfig(certificate, key, null, null, ClientCertificates.NONE, null);
    }

    /// A PKCS12 file; clients need none.
    public static TlsConfig pkcs12(Path keystore, Secret password) {
        return new TlsConfig(null, null, keystore, password, ClientCertificates.NONE, null);
    }
}
