package io.grantway.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The path of a route: whole segments, some of them named.
///
/// @param text as written
/// @param segments literal text, or `{name}`
/// @param exact matches itself alone, and nothing below
public record PathPattern(String text, List<String> segments, boolean exact) {
    public static final PathPattern ANY = new PathPattern("/", List.of(), false);

    public PathPattern {
        segments = List.copyOf(segments);
    }

    /// Reads `/event`, `=/event`, `/users/{id}`.
    ///
    /// @throws IllegalArgumentException saying what is wrong with the text
    public static PathPattern parse(String text) {
        boolean exact = text.startsWith("=");
        String path = exact ? text.substring(1) : text;
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with / (or =/ for itself alone)");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(segment);
        }
        if (segments.getLast().isEmpty() && (!exact || segments.size() == 1)) {
            segments.removeLast();
        }
        segments.forEach(PathPattern::check);
        return new PathPattern(text, segments, exact);
    }

    private static void check(String segment) {
        if (segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException(
                    "a path has no dot segments: requests are normalised before they are matched");
        }
        if ((segment.contains("{") || segment.contains("}")) && !isVariable(segment)) {
            throw new IllegalArgumentException(
                    "{name} stands for a whole segment, not for a part of one");
        }
    }

    static boolean isVariable(String segment) {
        return segment.length() > 2
                && segment.startsWith("{")
                && segment.endsWith("}")
                && segment.indexOf('{', 1) < 0
                && segment.indexOf('}') == segment.length() - 1;
    }

    /// The pattern with every name taken out: two patterns of one shape match the same paths.
    public String shape() {
        StringBuilder shape = new StringBuilder(exact ? "=" : "");
        for (String segment : segments) {
            shape.append('/').append(isVariable(segment) ? "{}" : segment);
        }
        return shape.toString();
    }

    /// Where the matched part of a path ends: the index of the rest, which is empty or begins with
    /// a slash.
    public int matchedLength(String path) {
        int end = 0;
        for (int i = 0; i < segments.size(); i++) {
            int slash = path.indexOf('/', end + 1);
            end = slash < 0 ? path.length() : slash;
        }
        return end;
    }

    /// What the named segments are in a path that this pattern matches, still percent-encoded.
    public Map<String, String> variables(String path) {
        Map<String, String> variables = new HashMap<>();
        int start = 1;
        for (String segment : segments) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (isVariable(segment)) {
                variables.put(
                        segment.substring(1, segment.length() - 1), path.substring(start, end));
            }
            start = end + 1;
        }
        return variables;
    }
}
