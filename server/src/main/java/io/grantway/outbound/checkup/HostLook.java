package io.grantway.outbound.checkup;

import io.grantway.config.Secret;
import io.grantway.http.HttpTimes;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at the way to a host: its name, a connection, TLS, and its clock. Sends it one request
/// without a credential.
final class HostLook {
    private static final int MILLIS = 3000;

    /// What is the way of an answer, and no difference.
    private static final Duration NOTICED = Duration.ofSeconds(5);

    /// What the dates of assertions allow for; more is taken for a mistake.
    private static final Duration ALLOWED_FOR = Duration.ofMinutes(10);

    private final Means means;
    private final Looks looks;
    private final URI uri;
    private final Optional<Secret> shown;
    private List<InetAddress> addresses = List.of();
    private @Nullable OutgoingAnswer answer;
    private Instant asked = Instant.EPOCH;

    /// @param shown the certificate that connections show there
    HostLook(Means means, Looks looks, URI uri, Optional<Secret> shown) {
        this.means = means;
        this.looks = looks;
        this.uri = uri;
        this.shown = shown;
    }

    static int port(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /// @return whether requests get there
    boolean look() {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        boolean there =
                looks.look("dns", this::name)
                        && looks.look("tcp", this::connection)
                        && looks.look(tls ? "tls" : "http", () -> request(tls));
        if (there) {
            var _ = looks.look("clock", this::clock);
        }
        return there;
    }

    private Found name() {
        try {
            addresses = means.names().addresses(uri.getHost());
            return Found.ok(
                    uri.getHost()
                            + " is "
                            + addresses.stream()
                                    .map(InetAddress::getHostAddress)
                                    .collect(Collectors.joining(", ")));
        } catch (UnknownHostException _) {
            return Found.failed(
                    "nobody knows the name " + uri.getHost(),
                    "look for a slip in the address; else ask who runs the name servers here");
        }
    }

    private Found connection() {
        String why = "";
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port(uri)), MILLIS);
                addresses = List.of(address);
                return Found.ok("port " + port(uri) + " answers");
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        return Found.failed(
                "no connection to port " + port(uri) + " (" + why + ")",
                why.contains("refused")
                        ? "nobody listens there: look at the port, and whether the server runs"
                        : "look at firewalls on the way, and whether the server runs");
    }

    private Found request(boolean tls) {
        asked = means.clock().instant();
        try {
            OutgoingRequest get = OutgoingRequest.get(uri, Trust.CONFIGURED);
            answer = means.outgoing().fetch(shown.map(get::showing).orElse(get));
        } catch (OutgoingFailure e) {
            if (e.reason() == OutgoingFailure.Reason.TIMED_OUT && (!tls || chain().isPresent())) {
                return Found.warn(
                        "it takes long to answer", "see how busy it is; timeout bounds the wait");
            }
            if (e.reason() != OutgoingFailure.Reason.TOO_LARGE) {
                return failed(tls, e);
            }
        }
        if (!tls) {
            return Found.ok("it speaks HTTP, without TLS: who listens on the way reads all");
        }
        return chain().map(chain -> chain.good(means.clock().instant()))
                .orElseGet(() -> Found.ok("its certificate is believed"));
    }

    private Found failed(boolean tls, OutgoingFailure e) {
        boolean handshake =
                e.reason() == OutgoingFailure.Reason.TLS
                        || e.reason() == OutgoingFailure.Reason.TIMED_OUT;
        if (tls && handshake) {
            return chain().map(chain -> chain.fault(uri.getHost(), means.clock().instant()))
                    .orElseGet(() ->
                            Found.failed(
                                    "it shows no certificate",
                                    "it does not speak TLS there: look at scheme and port"));
        }
        return Found.failed(
                String.valueOf(e.getMessage()), "look at scheme and port of the address");
    }

    private Optional<ShownChain> chain() {
        return addresses.stream()
                .findFirst()
                .flatMap(address -> ShownChain.of(address, uri, MILLIS));
    }

    /// RFC 9110 §6.6.1
    private Found clock() {
        Optional<Instant> theirs =
                Optional.ofNullable(answer)
                        .flatMap(it -> it.headers().first("Date"))
                        .flatMap(HttpTimes::date);
        if (theirs.isEmpty()) {
            return Found.skipped("it does not say what time it is");
        }
        Instant now = means.clock().instant();
        Duration ahead =
                theirs.get().isAfter(now)
                        ? Duration.between(now, theirs.get())
                        : theirs.get().isBefore(asked)
                                ? Duration.between(asked, theirs.get())
                                : Duration.ZERO;
        if (ahead.abs().compareTo(NOTICED) <= 0) {
            return Found.ok("our clock and theirs agree");
        }
        String text =
                "its clock is "
                        + ahead.abs().toSeconds()
                        + " s "
                        + (ahead.isNegative() ? "behind" : "ahead of")
                        + " ours";
        String advice = "let both set their clocks by NTP: assertions and signatures name the time";
        return ahead.abs().compareTo(ALLOWED_FOR) <= 0
                ? Found.warn(text + ", which our assertions allow for", advice)
                : Found.failed(text + ", more than our assertions allow for", advice);
    }
}
