package io.grantway.gateway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of a matched path on its way upstream.
public sealed interface PathRewrite {
    Keep KEEP = new Keep();

    String apply(PathPattern pattern, String path);

    /// Sent as it came.
    record Keep() implements PathRewrite {
        @Override
        public String apply(PathPattern pattern, String path) {
            return path;
        }
    }

    /// Sent without the part that matched.
    record Strip() implements PathRewrite {
        @Override
        public String apply(PathPattern pattern, String path) {
            String rest = path.substring(pattern.matchedLength(path));
            return rest.isEmpty() ? "/" : rest;
        }
    }

    /// Sent with the matched part replaced.
    ///
    /// @param segments literal text, or `{name}` of the pattern
    record Replace(List<String> segments) implements PathRewrite {
        public Replace {
            segments = List.copyOf(segments);
        }

        @Override
        public String apply(PathPattern pattern, String path) {
            Map<String, String> variables = pattern.variables(path);
            StringBuilder rewritten = new StringBuilder();
            for (String segment : segments) {
                rewritten.append('/').append(value(segment, variables));
            }
            rewritten.append(path, pattern.matchedLength(path), path.length());
            return rewritten.isEmpty() ? "/" : rewritten.toString();
        }

        private static String value(String segment, Map<String, String> variables) {
            return PathPattern.isVariable(segment)
                    ? variables.getOrDefault(segment.substring(1, segment.length() - 1), segment)
                    : segment;
        }
    }

    /// @param rewrite the replacement path; absent for none
    /// @throws IllegalArgumentException when the replacement names what the pattern does not have
    static PathRewrite of(PathPattern pattern, boolean strip, @Nullable String rewrite) {
        if (rewrite == null) {
            return strip ? new Strip() : KEEP;
        }
        List<String> segments = PathPattern.parse(rewrite).segments();
        for (String segment : segments) {
            if (PathPattern.isVariable(segment) && !pattern.segments().contains(segment)) {
                throw new IllegalArgumentException(
                        "rewrite names "
                                + segment
                                + ", which the path "
                                + pattern.text()
                                + " has not");
            }
        }
        return new Replace(segments);
    }
}
