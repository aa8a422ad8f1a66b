package io.grantway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A path with named parts: `/users/{id}`, `/files/{path...}`. The more specific sorts first.
record PathTemplate(List<Part> parts) implements Comparable<PathTemplate> {

    private enum Kind {
        LITERAL,
        ONE,
        REST
    }

    /// One segment.
    private record Part(Kind kind, String text) {}

    static PathTemplate of(String pattern) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("'" + pattern + "' does not start with a slash");
        }
        List<Part> parts = new ArrayList<>();
        for (String segment : segments(pattern)) {
            if (!parts.isEmpty() && parts.getLast().kind() == Kind.REST) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' has something after the part that takes the rest");
            }
            parts.add(part(segment, pattern));
        }
        return new PathTemplate(List.copyOf(parts));
    }

    private static Part part(String segment, String pattern) {
        boolean open = segment.startsWith("{");
        if (open != segment.endsWith("}")) {
            throw new IllegalArgumentException("a brace is missing in '" + pattern + "'");
        }
        if (!open) {
            return new Part(Kind.LITERAL, segment);
        }
        String name = segment.substring(1, segment.length() - 1);
        return name.endsWith("...")
                ? new Part(Kind.REST, name.substring(0, name.length() - 3))
                : new Part(Kind.ONE, name);
    }

    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int from = 1;
        int slash = path.indexOf('/', from);
        while (slash >= 0) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
            slash = path.indexOf('/', from);
        }
        segments.add(path.substring(Math.min(from, path.length())));
        return segments;
    }

    boolean matches(List<String> segments) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.kind() == Kind.REST) {
                return segments.size() > i;
            }
            if (i >= segments.size()) {
                return false;
            }
            String segment = segments.get(i);
            boolean fits =
                    part.kind() == Kind.LITERAL ? segment.equals(part.text()) : !segment.isEmpty();
            if (!fits) {
                return false;
            }
        }
        return segments.size() == parts.size();
    }

    Map<String, String> variables(List<String> segments) {
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            switch (part.kind()) {
                case LITERAL -> {}
                case ONE -> found.put(part.text(), decoded(segments.get(i)));
                case REST ->
                        found.put(
                                part.text(),
                                decoded(String.join("/", segments.subList(i, segments.size()))));
            }
        }
        return found;
    }

    private static String decoded(String segment) {
        // A plus stands for itself in a path.
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// The pattern with the names left out: two of the same shape take the same paths.
    String shape() {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append('/')
                    .append(
                            switch (part.kind()) {
                                case LITERAL -> part.text();
                                case ONE -> "{}";
                                case REST -> "{...}";
                            });
        }
        return out.toString();
    }

    @Override
    public int compareTo(PathTemplate other) {
        int common = Math.min(parts.size(), other.parts.size());
        for (int i = 0; i < common; i++) {
            int byKind = parts.get(i).kind().compareTo(other.parts.get(i).kind());
            if (byKind != 0) {
                return byKind;
            }
        }
        int byLength = Integer.compare(other.parts.size(), parts.size());
        return byLength != 0 ? byLength : shape().compareTo(other.shape());
    }
}
