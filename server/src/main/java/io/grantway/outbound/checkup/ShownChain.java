package io.grantway.outbound.checkup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// The certificate that a server shows, trusted or not, and what it says of itself.
final class ShownChain {
    private static final Duration SOON = Duration.ofDays(14);
    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    private final List<X509Certificate> chain;

    private ShownChain(List<X509Certificate> chain) {
        this.chain = chain;
    }

    /// Asks for it. Whoever is at the other side is believed nothing, and told nothing: the
    /// connection ends with the handshake.
    ///
    /// @return empty where none was shown
    static Optional<ShownChain> of(InetAddress address, URI uri, int millis) {
        AtomicReference<List<X509Certificate>> seen = new AtomicReference<>(List.of());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, HostLook.port(uri)), millis);
            plain.setSoTimeout(millis);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Onlooker(seen)}, null);
            try (SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, uri.getHost(), HostLook.port(uri), true)) {
                socket.startHandshake();
            }
        } catch (IOException | GeneralSecurityException _) {
            // Servers that want a certificate of ours break off here; theirs was seen.
        }
        return seen.get().isEmpty() ? Optional.empty() : Optional.of(new ShownChain(seen.get()));
    }

    /// Why it is not believed.
    Found fault(String host, Instant now) {
        X509Certificate own = chain.getFirst();
        Instant until = own.getNotAfter().toInstant();
        Instant from = own.getNotBefore().toInstant();
        if (now.isAfter(until)) {
            return Found.failed("its certificate ended at " + until, "have it renewed at " + host);
        }
        if (now.isBefore(from)) {
            return Found.failed(
                    "its certificate begins only at " + from,
                    "look at the clock here and at " + host);
        }
        if (names().noneMatch(name -> covers(name, host))) {
            return Found.failed(
                    "its certificate is for "
                            + String.join(", ", names().toList())
                            + ", not for "
                            + host,
                    "name the host as its certificate does, or have one made for " + host);
        }
        return Found.failed(
                "its certificate is signed by "
                        + chain.getLast().getIssuerX500Principal().getName()
                        + ", whom nobody trusts here",
                "add the certificate of who signed it to server.outgoing.certificateAuthorities,"
                        + " or for a connection to tls.certificateAuthorities");
    }

    /// What is to be said of one that is believed.
    Found good(Instant now) {
        Instant until = chain.getFirst().getNotAfter().toInstant();
        String text = "certificate for " + String.join(", ", names().toList()) + " until " + until;
        return now.plus(SOON).isAfter(until)
                ? Found.warn(text, "have it renewed before it ends")
                : Found.ok(text);
    }

    private Stream<String> names() {
        try {
            Collection<List<?>> all = chain.getFirst().getSubjectAlternativeNames();
            if (all == null) {
                return Stream.of("nobody");
            }
            return all.stream()
                    .filter(each -> each.get(0).equals(DNS_NAME) || each.get(0).equals(ADDRESS))
                    .map(each -> String.valueOf(each.get(1)));
        } catch (CertificateParsingException _) {
            return Stream.of("nobody");
        }
    }

    /// RFC 9525 §6.3
    private static boolean covers(String name, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String shown = name.toLowerCase(Locale.ROOT);
        if (!shown.startsWith("*.")) {
            return shown.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && shown.substring(1).equals(wanted.substring(dot));
    }

    /// Looks on and decides nothing. Its connections carry no request.
    private static final class Onlooker extends X509ExtendedTrustManager {
        private final AtomicReference<List<X509Certificate>> seen;

        Onlooker(AtomicReference<List<X509Certificate>> seen) {
            this.seen = seen;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            seen.set(List.of(chain));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            seen.set(List.of(chain));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            seen.set(List.of(chain));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("nobody is let in here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException("nobody is let in here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException("nobody is let in here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
