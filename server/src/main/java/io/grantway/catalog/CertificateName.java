package io.grantway.catalog;

import io.grantway.config.Key;
import java.net.InetAddress;
import java.util.Objects;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// The one name by which a client's certificate is known (RFC 8705 §2.1.2): a certificate that some
/// authority signed for another name must not do.
public record CertificateName(
        @Key(value = "The subject (RFC 4514).", example = "'CN=billing,O=Example,C=DE'")
                @Nullable String subject,
        @Key(value = "A DNS name among the alternative names.", example = "billing.example")
                @Nullable String dns,
        @Key("A URI among the alternative names.") @Nullable String uri,
        @Key("An IP address among the alternative names.") @Nullable String ip,
        @Key("An email address among the alternative names.") @Nullable String email) {
    public CertificateName {
        if (Stream.of(subject, dns, uri, ip, email).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException(
                    "a certificate is known by one of subject, dns, uri, ip or email");
        }
        if (subject != null) {
            requireReadable(subject);
        }
        if (ip != null) {
            requireAddress(ip);
        }
    }

    private static void requireAddress(String ip) {
        try {
            InetAddress.ofLiteral(ip);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("ip must be an IP address");
        }
    }

    private static void requireReadable(String subject) {
        try {
            new X500Principal(subject);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "subject must be a distinguished name such as CN=billing,O=Example");
        }
    }
}
