package io.grantway.token;

import com.google.re2j.Pattern;
import java.util.Optional;

/// What the tokens of a server look like.
///
/// @param prefix empty for none
public record TokenShape(String prefix, Optional<Pattern> pattern) {
    public static final TokenShape ANY = new TokenShape("", Optional.empty());

    /// A longer text matches no pattern: what strangers send must not keep an expression busy.
    private static final int LONGEST = 512;

    static TokenShape of(TokenShapeConfig config) {
        return new TokenShape(
                config.prefix() == null ? "" : config.prefix(),
                Optional.ofNullable(config.pattern()).map(Pattern::compile));
    }

    boolean isAny() {
        return prefix.isEmpty() && pattern.isEmpty();
    }

    boolean matches(String token) {
        return !isAny()
                && token.startsWith(prefix)
                && (pattern.isEmpty()
                        || (token.length() <= LONGEST && pattern.get().matcher(token).matches()));
    }
}
