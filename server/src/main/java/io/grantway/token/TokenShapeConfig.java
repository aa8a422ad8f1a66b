package io.grantway.token;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.grantway.config.Key;
import org.jspecify.annotations.Nullable;

/// What the tokens of a server look like, for those that do not name it themselves.
public record TokenShapeConfig(
        @Key(value = "How each begins.", example = "op_") @Nullable String prefix,
        @Key(
                        value = "A regular expression that each matches as a whole.",
                        example = "'[0-9a-f]{40}'")
                @Nullable String pattern) {
    /// A pattern is run on what strangers send.
    private static final int LONGEST_PATTERN = 200;

    public TokenShapeConfig {
        if (prefix != null && prefix.isEmpty()) {
            throw new IllegalArgumentException("prefix must not be empty");
        }
        if (pattern != null) {
            requireReadable(pattern);
        }
    }

    private static void requireReadable(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException(
                    "pattern must have at most " + LONGEST_PATTERN + " characters");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern is no regular expression: " + e.getDescription());
        }
    }
}
