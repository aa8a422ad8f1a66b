package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/// The `requireCertificate` policy: a call needs a connection with a client's certificate (see
/// `server.tls.clientCertificates`).
public record RequireCertificateSettings(
        @Key(
                        value =
                                "SHA-256 of certificates that may call, in hexadecimal. With"
                                        + " neither this nor `subjects`: those of applications.",
                        example =
                                "[9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08]")
                List<String> sha256,
        @Key(
                        value =
                                "Subjects (RFC 4514) of certificates that may call, signed by an"
                                        + " authority that the listener trusts.",
                        example = "['CN=billing,O=Example']")
                List<String> subjects)
        implements PolicySettings {
    public RequireCertificateSettings {
        sha256.forEach(hash -> {
            if (!hash.replace(":", "").matches("[0-9A-Fa-f]{64}")) {
                throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits: " + hash);
            }
        });
        subjects.forEach(RequireCertificateSettings::requireReadable);
    }

    private static void requireReadable(String subject) {
        try {
            new X500Principal(subject);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "subjects must be distinguished names such as CN=billing,O=Example: " + subject,
                    e);
        }
    }

    List<String> hashes() {
        return sha256.stream().map(each -> each.replace(":", "").toLowerCase(Locale.ROOT)).toList();
    }
}
