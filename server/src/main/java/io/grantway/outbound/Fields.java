package io.grantway.outbound;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which header fields a call may have (RFC 9110 §5.1, §5.5, §7.6.1).
final class Fields {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /// They belong to one connection, or to how this one is framed. Were they sent as a caller
    /// gives them, a second request could be smuggled in behind the first.
    private static final Set<String> OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private Fields() {}

    /// Whether a field is left out of what is sent and of what is answered.
    static boolean ofTheConnection(String name) {
        return OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
    }

    /// @throws IllegalArgumentException naming the field, without its value, which may be secret
    static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + printable(name) + "\" is not the name of a header field");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
                throw new IllegalArgumentException(
                        "the value of the header field "
                                + name
                                + " has a line break or another character that no field may have");
            }
        }
    }

    /// Takes those of one name out of names and values.
    static void remove(List<String> fields, String name) {
        for (int i = fields.size() - 2; i >= 0; i -= 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                fields.remove(i + 1);
                fields.remove(i);
            }
        }
    }

    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }
}
