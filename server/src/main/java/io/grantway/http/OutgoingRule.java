package io.grantway.http;

import io.grantway.http.OutgoingRequest.Trust;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where requests may go whose address somebody else chose: to public addresses over HTTPS, and
/// where the operator has opened more. Without it a client could make this server read what only
/// this server reaches (SSRF, RFC 7591 §5, RFC 9700 §4): the loopback interface, the network behind
/// it, the metadata of its cloud.
public final class OutgoingRule {
    /// Nothing opened.
    public static final OutgoingRule PUBLIC_ONLY = new OutgoingRule(List.of());

    private final List<Opening> openings;

    private OutgoingRule(List<Opening> openings) {
        this.openings = openings;
    }

    /// @param entries as [OutgoingConfig] explains
    /// @throws IllegalArgumentException naming the entry that is wrong
    public static OutgoingRule opening(List<String> entries) {
        return entries.isEmpty()
                ? PUBLIC_ONLY
                : new OutgoingRule(entries.stream().map(Opening::parse).toList());
    }

    /// Why an address cannot be asked, whatever is behind its name; empty where it can.
    public Optional<String> refusal(URI uri) {
        String scheme = uri.getScheme();
        if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
            return Optional.of("is neither https nor http");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.of("must name a host, and no user");
        }
        return Optional.empty();
    }

    /// Whether one of the addresses behind a name may be connected to.
    public boolean opens(URI uri, Trust trust, InetAddress address) {
        return switch (trust) {
            case CONFIGURED -> true;
            case FOREIGN -> {
                boolean plain = "http".equalsIgnoreCase(uri.getScheme());
                yield (!plain && PublicAddresses.contains(address))
                        || openings.stream().anyMatch(each -> each.opens(uri, plain, address));
            }
        };
    }

    /// One entry.
    ///
    /// @param plain opens plain HTTP too
    /// @param host a name, or `.` and a domain for all below it; empty for a network
    /// @param port the only one; 0 for all
    private record Opening(boolean plain, String host, Optional<Cidr> network, int port) {
        private static final String PLAIN = "http://";

        static Opening parse(String text) {
            boolean plain = text.startsWith(PLAIN);
            String rest = plain ? text.substring(PLAIN.length()) : text;
            if (rest.indexOf('/') >= 0 || Cidr.address(rest).isPresent()) {
                return new Opening(plain, "", Optional.of(Cidr.parse(rest)), 0);
            }
            int colon = rest.lastIndexOf(':');
            String host = colon < 0 ? rest : rest.substring(0, colon);
            int port = colon < 0 ? 0 : port(rest.substring(colon + 1), text);
            if (Cidr.address(host).isPresent()) {
                return new Opening(plain, "", Optional.of(Cidr.parse(host)), port);
            }
            String name = host.startsWith("*.") ? host.substring(1) : host;
            if (!name.matches("\\.?[A-Za-z0-9_]([A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*)")) {
                throw wrong(text);
            }
            return new Opening(plain, name.toLowerCase(Locale.ROOT), Optional.empty(), port);
        }

        private static int port(String digits, String text) {
            if (!digits.matches("[0-9]{1,5}")
                    || Integer.parseInt(digits) < 1
                    || Integer.parseInt(digits) > 65_535) {
                throw wrong(text);
            }
            return Integer.parseInt(digits);
        }

        private static IllegalArgumentException wrong(String text) {
            return new IllegalArgumentException(
                    "allow: '"
                            + text
                            + "' is not a host, an address or a network: write such as"
                            + " keys.internal, *.corp.example, localhost:8180 or 10.1.0.0/16");
        }

        boolean opens(URI uri, boolean overPlain, InetAddress address) {
            return (plain || !overPlain)
                    && (port == 0 || port == port(uri))
                    && network.map(each -> each.contains(address.getAddress()))
                            .orElseGet(() -> names(uri.getHost().toLowerCase(Locale.ROOT)));
        }

        private boolean names(String asked) {
            return host.startsWith(".") ? asked.endsWith(host) : asked.equals(host);
        }

        private static int port(URI uri) {
            if (uri.getPort() > 0) {
                return uri.getPort();
            }
            return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        }
    }
}
