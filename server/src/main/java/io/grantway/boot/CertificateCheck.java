package io.grantway.boot;

import io.grantway.http.TlsConfig;
import io.grantway.http.engine.ServedCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Looks at what the HTTPS listeners serve: that it can be read, belongs to its key, and is in
/// time.
///
/// @param data where the development certificate lies
record CertificateCheck(Path data) {
    private static final String NAME = "certificates";
    private static final Duration SOON = Duration.ofDays(30);

    List<Finding> look(Configuration configuration) {
        TlsConfig configured = configuration.server().tls();
        Path own = data.resolve("development.crt");
        if (configured == null && !Files.exists(own)) {
            return List.of(
                    Finding.ok(NAME, "none configured; one for localhost is made at the start"));
        }
        TlsConfig served =
                configured == null
                        ? TlsConfig.pem(own, data.resolve("development.key"))
                        : configured;
        try {
            List<X509Certificate> chain = ServedCertificates.chain(served);
            List<Finding> found = new ArrayList<>();
            for (int i = 0; i < chain.size(); i++) {
                found.add(inTime(chain.get(i), i == 0));
            }
            names(chain.getFirst()).ifPresent(found::add);
            return found;
        } catch (IllegalArgumentException e) {
            return List.of(
                    Finding.bad(
                            NAME,
                            String.valueOf(e.getMessage()),
                            "name readable files in server.tls that belong together"));
        }
    }

    private static Finding inTime(X509Certificate certificate, boolean own) {
        Instant now = Instant.now();
        Instant end = certificate.getNotAfter().toInstant();
        String what =
                (own ? "the server's own, " : "signed by ")
                        + certificate.getSubjectX500Principal().getName();
        if (now.isAfter(end)) {
            return Finding.bad(
                    NAME,
                    what + ", ended " + end,
                    "renew it; the files are read again by themselves");
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return Finding.bad(
                    NAME,
                    what + ", begins only " + certificate.getNotBefore().toInstant(),
                    "wait, or set the clock");
        }
        long days = Duration.between(now, end).toDays();
        return now.plus(SOON).isAfter(end)
                ? Finding.warn(NAME, what + ", ends in " + days + " days", "renew it")
                : Finding.ok(NAME, what + ", ends in " + days + " days");
    }

    /// Clients look at the alternative names only (RFC 9525 §2).
    private static Optional<Finding> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null || names.isEmpty()) {
                return Optional.of(
                        Finding.warn(
                                NAME,
                                "the server's own has no subjectAltName",
                                "clients refuse it: order one with the names they call"));
            }
            return Optional.of(
                    Finding.ok(
                            NAME,
                            "for "
                                    + String.join(
                                            ", ",
                                            names.stream()
                                                    .map(name -> String.valueOf(name.getLast()))
                                                    .toList())));
        } catch (CertificateParsingException _) {
            return Optional.of(
                    Finding.warn(NAME, "its subjectAltName cannot be read", "order another"));
        }
    }
}
