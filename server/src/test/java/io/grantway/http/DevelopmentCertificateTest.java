package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCertificateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path data;

    private X509Certificate at(Instant when) throws Exception {
        TlsConfig tls =
                DevelopmentCertificate.in(data, InstantSource.fixed(when), new SecureRandom());
        try (InputStream in = Files.newInputStream(Objects.requireNonNull(tls.certificate()))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void namesThisMachineOnly() throws Exception {
        List<Object> names =
                List.copyOf(
                        at(NOW).getSubjectAlternativeNames().stream()
                                .map(name -> (Object) name.get(1))
                                .toList());

        assertThat(names).containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(at(NOW).getBasicConstraints()).as("may sign no other").isEqualTo(-1);
    }

    @Test
    void keepsItsKeyFromOthers() throws Exception {
        at(NOW);

        assertThat(Files.getPosixFilePermissions(data.resolve("development.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void isTheSameAtTheNextStart() throws Exception {
        assertThat(at(NOW)).isEqualTo(at(NOW.plus(Duration.ofDays(300))));
    }

    @Test
    void isMadeAnewNearItsEnd() throws Exception {
        X509Certificate first = at(NOW);
        Instant later = NOW.plus(DevelopmentCertificate.LIFE).minus(Duration.ofDays(20));

        X509Certificate second = at(later);

        assertThat(second).isNotEqualTo(first);
        second.checkValidity(java.util.Date.from(later.plus(Duration.ofDays(300))));
    }

    @Test
    void isMadeAnewWhereItIsDamaged() throws Exception {
        X509Certificate first = at(NOW);
        Files.writeString(data.resolve("development.crt"), "damaged");

        assertThat(at(NOW)).isNotEqualTo(first);
    }
}
