package io.grantway.catalog;

import io.grantway.config.Key;
import java.util.HexFormat;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// A client certificate of an application.
public record CertificateConfig(
        @Key(
                        value =
                                "The SHA-256 of the certificate in hexadecimal, with or without"
                                        + " colons, as `openssl x509 -fingerprint -sha256` prints"
                                        + " it.",
                        example = "'AB:CD:…'")
                @Nullable String sha256,
        @Key(
                        value =
                                "Its subject (RFC 4514) instead: any certificate with this name"
                                        + " counts whose issuer the listener trusts.",
                        example = "'CN=crm,O=Example,C=DE'")
                @Nullable String subject) {
    private static final int HASH_BYTES = 32;

    public CertificateConfig {
        if ((sha256 == null) == (subject == null)) {
            throw new IllegalArgumentException("a certificate is known by sha256 or by subject");
        }
        if (sha256 != null && !isHash(sha256)) {
            throw new IllegalArgumentException(
                    "sha256 must be 32 bytes in hexadecimal, such as AB:CD:…");
        }
        if (subject != null && canonical(subject).isEmpty()) {
            throw new IllegalArgumentException(
                    "subject must be a distinguished name such as CN=crm,O=Example");
        }
    }

    /// What a certificate is looked up by: its hash in lower-case hexadecimal, or its subject in
    /// canonical form.
    public String known() {
        if (sha256 != null) {
            return bare(sha256);
        }
        return subject == null ? "" : canonical(subject);
    }

    private static boolean isHash(String text) {
        String bare = bare(text);
        return bare.length() == 2 * HASH_BYTES && bare.chars().allMatch(HexFormat::isHexDigit);
    }

    private static String bare(String text) {
        return text.replace(":", "").toLowerCase(Locale.ROOT);
    }

    /// Empty where it is no name.
    private static String canonical(String subject) {
        try {
            return new X500Principal(subject).getName(X500Principal.CANONICAL);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
