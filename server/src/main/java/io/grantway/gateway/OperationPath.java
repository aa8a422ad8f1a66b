package io.grantway.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The path of an operation: whole segments, some of them named, and perhaps everything below.
///
/// Its literal segments are kept decoded, and compared with those of a request decoded: a server
/// reads `/orders/all%3Apurge` as `/orders/all:purge`, so it must not be taken for `/orders/{id}`
/// where both are operations.
///
/// @param text as written
/// @param segments literal text, decoded, or `{name}`
/// @param andBelow whether paths that go on belong to it
public record OperationPath(String text, List<String> segments, boolean andBelow) {
    private static final String BELOW = "/**";

    public OperationPath {
        segments = List.copyOf(segments);
    }

    /// Reads `/orders`, `/orders/{id}`, `/files/**`.
    ///
    /// @throws IllegalArgumentException saying what is wrong with the text
    public static OperationPath parse(String text) {
        if (text.startsWith("=")) {
            throw new IllegalArgumentException(
                    "an operation's path stands for itself alone: write it without =");
        }
        boolean below = text.endsWith(BELOW);
        String path = below ? text.substring(0, text.length() - BELOW.length()) : text;
        List<String> written =
                PathPattern.parse("=" + (below && path.isEmpty() ? "/" : path)).segments();
        List<String> segments = new ArrayList<>();
        for (String segment : written) {
            boolean last = segments.size() == written.size() - 1;
            if (segment.isEmpty() && (below || !last)) {
                throw new IllegalArgumentException(
                        "has two slashes in a row, which requests never have");
            }
            segments.add(isVariable(segment) ? segment : literal(segment));
        }
        return new OperationPath(text, segments, below);
    }

    private static String literal(String segment) {
        if (segment.contains("*")) {
            throw new IllegalArgumentException(
                    "* stands only at the end, as /**; write {name} for one segment");
        }
        if (segment.chars().anyMatch(c -> c <= ' ' || c == 0x7F || ";?#\\".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "a path has no spaces, no control characters and none of ; ? # \\");
        }
        String decoded = decoded(segment);
        boolean ambiguous =
                decoded.equals(".")
                        || decoded.equals("..")
                        || decoded.chars()
                                .anyMatch(c -> c < ' ' || c == 0x7F || "/\\".indexOf(c) >= 0);
        if (ambiguous || isVariable(decoded)) {
            throw new IllegalArgumentException(
                    "encodes what no request may have there: a slash, a dot segment, a control"
                            + " character or braces");
        }
        return decoded;
    }

    static boolean isVariable(String segment) {
        return PathPattern.isVariable(segment);
    }

    /// A segment without its percent-encoding.
    ///
    /// @throws IllegalArgumentException where a percent sign is not followed by two digits
    static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        byte[] octets = segment.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '%') {
                out.write(octets[i]);
                continue;
            }
            int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException(
                        "has a percent sign that is not followed by two hexadecimal digits");
            }
            out.write((high << 4) | low);
            i += 2;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// The path with every name taken out: two of one shape stand for the same requests.
    public String shape() {
        StringBuilder shape = new StringBuilder();
        for (String segment : segments) {
            shape.append('/').append(isVariable(segment) ? "{}" : segment);
        }
        return shape.append(andBelow ? BELOW : "").toString();
    }

    /// Whether some request of this path matches a route's pattern too.
    public boolean meets(PathPattern route) {
        List<String> others = route.segments();
        int common = Math.min(segments.size(), others.size());
        for (int i = 0; i < common; i++) {
            String other = others.get(i);
            boolean free = isVariable(segments.get(i)) || PathPattern.isVariable(other);
            if (!free && !segments.get(i).equals(decoded(other))) {
                return false;
            }
        }
        boolean routeGoesOn = others.size() > segments.size();
        boolean pathGoesOn = segments.size() > others.size();
        return (!routeGoesOn || andBelow) && (!pathGoesOn || !route.exact());
    }
}
