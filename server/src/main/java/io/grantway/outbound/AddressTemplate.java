package io.grantway.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An address whose path has places for values: `https://host/plans/{id}`.
///
/// A value fills its place and never more: it is encoded to the last reserved character, and one
/// that steps to another directory is refused, also where it is encoded, as there are servers that
/// decode before they look.
///
/// @param origin scheme, host and port; what no value can change
/// @param path from its slash on, with places, without a slash at its end
record AddressTemplate(URI origin, String path) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String IN_A_PATH = "-._~!$&'()*+,;=:@/";

    /// @throws IllegalArgumentException that begins with `url`
    static AddressTemplate of(String url) {
        int scheme = url.indexOf("://");
        int slash = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
        String origin = slash < 0 ? url : url.substring(0, slash);
        String path = slash < 0 ? "" : url.substring(slash);
        if (scheme < 0 || !Set.of("http", "https").contains(url.substring(0, scheme))) {
            throw new IllegalArgumentException("url must begin with http:// or https://");
        }
        if (origin.indexOf('{') >= 0) {
            throw new IllegalArgumentException(
                    "url must name its host: a {name} stands in the path only, so that no value"
                            + " leads a call elsewhere");
        }
        try {
            URI parsed = new URI(origin);
            if (parsed.getHost() == null
                    || parsed.getRawUserInfo() != null
                    || parsed.getRawQuery() != null
                    || parsed.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "url must have scheme, host, port and path only");
            }
            String written = written(path, "url must have ");
            while (written.endsWith("/")) {
                written = written.substring(0, written.length() - 1);
            }
            return new AddressTemplate(parsed, written);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url must be an address such as https://host/path");
        }
    }

    /// This address with the path of a call behind it, places and all.
    ///
    /// @throws IllegalArgumentException with a text for whoever made the call
    AddressTemplate below(String more) {
        if (more.isEmpty()) {
            return this;
        }
        String rest = written(more, "the path of a call has ");
        return new AddressTemplate(origin, path + (rest.startsWith("/") ? rest : "/" + rest));
    }

    /// As [#below], from the root of the host.
    AddressTemplate at(String root) {
        return new AddressTemplate(origin, written(root, "the path has "));
    }

    /// The names of the places, in their order.
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', open + 1)) {
            names.add(path.substring(open + 1, path.indexOf('}', open)));
        }
        return names;
    }

    /// The path with values in its places.
    ///
    /// @throws IllegalArgumentException naming the value that is missing or not fit
    String filled(Map<String, List<String>> values) {
        if (path.indexOf('{') < 0) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length() + 32);
        int from = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', from)) {
            int close = path.indexOf('}', open);
            out.append(path, from, open);
            encode(value(path.substring(open + 1, close), values), "", out);
            from = close + 1;
        }
        String filled = out.append(path, from, path.length()).toString();
        requireNoDots(filled, "a value for a {name} of the path");
        return filled;
    }

    private static String value(String name, Map<String, List<String>> values) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    given.isEmpty()
                            ? "there is no value for {" + name + "}"
                            : "there are " + given.size() + " values for {" + name + "}");
        }
        String value = given.getFirst();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "the value for {" + name + "} is empty: the path would be another's");
        }
        requireNoDots(value.replace('\\', '/'), "the value for {" + name + "}");
        return value;
    }

    /// Whatever of a text is not unreserved (RFC 3986 §2.3) or named, in percent encoding.
    static void encode(String text, String also, StringBuilder out) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (unreserved(c) || also.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX.toHexDigits(octet));
            }
        }
    }

    private static boolean unreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /// A path as somebody wrote it: places and percent encoding left alone, the rest encoded.
    private static String written(String text, String blame) {
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    blame + "no ? and no #: give the query's parameters as values");
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            if (c == '{') {
                end = place(text, i, blame);
                out.append(text, i, end);
            } else if (c == '%' && isEncoded(text, i)) {
                end = i + 3;
                out.append(text, i, end);
            } else if (c == '}' || c == '\\' || c == '%' || c < ' ') {
                throw new IllegalArgumentException(
                        blame + "a character that no path has, at position " + (i + 1));
            } else {
                end = text.offsetByCodePoints(i, 1);
                encode(text.substring(i, end), IN_A_PATH, out);
            }
            i = end;
        }
        String path = out.toString();
        requireNoDots(path, "the path");
        return path;
    }

    private static int place(String text, int open, String blame) {
        int close = text.indexOf('}', open);
        String name = close < 0 ? "" : text.substring(open + 1, close);
        if (!name.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException(
                    blame + "names of letters, digits, _, - and . in braces, such as {client_id}");
        }
        return close + 1;
    }

    private static boolean isEncoded(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static void requireNoDots(String path, String blame) {
        if (path.indexOf('.') < 0 && path.indexOf('%') < 0) {
            return;
        }
        String plain =
                path.toLowerCase(Locale.ROOT)
                        .replace("%2e", ".")
                        .replace("%2f", "/")
                        .replace("%5c", "/");
        for (String segment : plain.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException(
                        blame + " has . or .. between slashes: it would lead to another's path");
            }
        }
    }
}
