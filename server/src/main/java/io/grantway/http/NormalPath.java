package io.grantway.http;

import java.nio.charset.StandardCharsets;

/// The path of a request in the one form that is matched, authorised and sent upstream (RFC 3986
/// §6.2.2).
///
/// * dot segments are removed, also where they are written `%2e`
/// * doubled slashes become one
/// * parameters (`;…` up to the next slash) are dropped: one server reads `/admin;x` as `/admin`,
///   another does not, and a rule for `/admin` must not depend on which
/// * unreserved characters are decoded, other percent-encoding is written in upper case
/// * refused, since two servers read them differently: encoded slashes, backslashes plain and
///   encoded, control characters, percent signs without two digits, the overlong UTF-8 forms of
///   ASCII characters, a fragment
///
/// Normalising twice is the same as once.
public final class NormalPath {
    private static final String HEX = "0123456789ABCDEF";

    private NormalPath() {}

    /// @param path as it stands in the request line, without the query
    /// @throws Problem 400 `ambiguous_path`
    public static String of(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            throw refused("it does not start with a slash");
        }
        if (isNormal(path)) {
            return path;
        }
        return withoutDotSegments(decoded(path));
    }

    /// Whether nothing of the path can need a change: the case of nearly every request.
    private static boolean isNormal(String path) {
        char last = ' ';
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean plain = c > ' ' && c < 0x7F && c != '%' && c != '\\' && c != ';' && c != '#';
            // A dot or a slash after a slash: perhaps a dot segment, or a doubled slash.
            if (!plain || (last == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            last = c;
        }
        return true;
    }

    private static String decoded(String path) {
        StringBuilder out = new StringBuilder(path.length() + 8);
        boolean parameter = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '/') {
                parameter = false;
            } else if (c == ';') {
                parameter = true;
            }
            if (c == '%') {
                int octet = octet(path, i);
                i += 2;
                if (!parameter) {
                    append(out, octet);
                } else {
                    check(octet);
                }
            } else if (!parameter) {
                appendPlain(out, c);
            } else if (c < ' ' || c == 0x7F || c == '\\' || c == '#') {
                throw refused("it contains a character that has no place there");
            }
        }
        return out.toString();
    }

    private static void appendPlain(StringBuilder out, char c) {
        if (c <= ' ' || c == 0x7F || c == '\\' || c == '#') {
            throw refused("it contains a character that has no place there");
        }
        if (c < 0x7F) {
            out.append(c);
            return;
        }
        // HTTP/1.1 delivers octets, each one character; anything above comes from a text.
        byte[] octets =
                c <= 0xFF
                        ? new byte[] {(byte) c}
                        : String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        for (byte octet : octets) {
            append(out, octet & 0xFF);
        }
    }

    private static void append(StringBuilder out, int octet) {
        check(octet);
        if (isUnreserved(octet)) {
            out.append((char) octet);
        } else {
            out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
        }
    }

    private static void check(int octet) {
        if (octet == '/' || octet == '\\') {
            throw refused("it contains an encoded slash or backslash");
        }
        if (octet < ' ' || octet == 0x7F) {
            throw refused("it contains an encoded control character");
        }
        if (octet == 0xC0 || octet == 0xC1) {
            throw refused("it contains an overlong UTF-8 form");
        }
    }

    private static int octet(String path, int percent) {
        if (percent + 2 < path.length()) {
            int high = digit(path.charAt(percent + 1));
            int low = digit(path.charAt(percent + 2));
            if (high >= 0 && low >= 0) {
                return (high << 4) | low;
            }
        }
        throw refused("a percent sign in it is not followed by two hexadecimal digits");
    }

    /// Not `Character.digit`, which takes digits of other scripts too.
    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /// RFC 3986 §5.2.4, and doubled slashes merged.
    private static String withoutDotSegments(String path) {
        StringBuilder out = new StringBuilder(path.length());
        int i = 0;
        while (i < path.length()) {
            int end = path.indexOf('/', i + 1);
            if (end < 0) {
                end = path.length();
            }
            boolean last = end == path.length();
            String segment = path.substring(i + 1, end);
            switch (segment) {
                case "", "." -> {
                    if (last) {
                        out.append('/');
                    }
                }
                case ".." -> {
                    out.setLength(Math.max(out.lastIndexOf("/"), 0));
                    if (last) {
                        out.append('/');
                    }
                }
                default -> out.append('/').append(segment);
            }
            i = end;
        }
        return out.isEmpty() ? "/" : out.toString();
    }

    private static Problem refused(String why) {
        return Problem.badRequest(
                "ambiguous_path", "the path of the request is not accepted: " + why);
    }
}
