package io.grantway.http;

import java.util.Optional;

/// An address and a port to listen on: `0.0.0.0:8443`, `[::1]:8443`, `localhost:8000`.
///
/// @param port 0 lets the system choose
public record ListenAddress(String host, int port) {
    public static final String OFF = "off";

    /// Reads an address.
    ///
    /// @return empty for `off`
    /// @throws IllegalArgumentException saying what is expected
    public static Optional<ListenAddress> parse(String text) {
        if (text.equals(OFF)) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw wrong(text);
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw wrong(text);
        }
        return Optional.of(new ListenAddress(host, port(text, text.substring(colon + 1))));
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is not an address to listen on: write host:port, such as"
                        + " 0.0.0.0:8443, or off");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
