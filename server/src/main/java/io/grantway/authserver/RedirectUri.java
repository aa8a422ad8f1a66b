package io.grantway.authserver;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address that a client has registered to get its answers at (RFC 6749 §3.1.2).
///
/// @param registered its text
public record RedirectUri(String registered) {
    /// An app on the user's own machine, which gets whatever port is free (RFC 8252 §7.3). Not
    /// `localhost`: what that name leads to is up to a file on the machine (§8.3).
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "(?<host>http://(?:127\\.0\\.0\\.1|\\[::1]))(?::(?<port>[0-9]{1,5}))?"
                            + "(?<rest>(?:[/?][^#]*)?)");

    private static final int LAST_PORT = 65_535;

    /// Whether a request may name an address where this one is registered. Compared as text (RFC
    /// 9700 §4.1.3): any leniency here sends codes to strangers.
    ///
    /// @param anyPort of an address on the user's own machine
    boolean admits(String asked, boolean anyPort) {
        return registered.equals(asked) || (anyPort && differsInPortOnly(asked));
    }

    /// Whether an answer sent there travels over a network in clear text.
    public static boolean isReadable(String uri) {
        return uri.regionMatches(true, 0, "http:", 0, 5) && withoutPort(uri).isEmpty();
    }

    private boolean differsInPortOnly(String asked) {
        Optional<String> own = withoutPort(registered);
        return own.isPresent() && own.equals(withoutPort(asked));
    }

    private static Optional<String> withoutPort(String uri) {
        Matcher parts = LOOPBACK.matcher(uri);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String port = parts.group("port");
        boolean real = port == null || isPort(Integer.parseInt(port));
        return real ? Optional.of(parts.group("host") + parts.group("rest")) : Optional.empty();
    }

    private static boolean isPort(int number) {
        return number > 0 && number <= LAST_PORT;
    }
}
