package io.grantway.vault.provider;

import io.grantway.config.Key;
import io.grantway.config.Shorthand;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A place in a provider's addresses.
public record VariableConfig(
        @Key(
                        value = "The value, for every account; in short behind the name itself.",
                        example = "contoso.com")
                @Shorthand
                @Nullable String value,
        @Key("What it is, for whoever is asked.") @Nullable String description,
        @Key(
                        "Where its value is had from: `admin` (written here), `connect` (said with"
                            + " the session, or by the user), `callback` (a parameter there),"
                            + " `token` (the token answer), `userinfo` (the answer of `lookup`).")
                @Nullable Source source,
        @Key(
                        value =
                                "What that calls it: a parameter, or a path in the answer"
                                        + " (`accounts.0.base_uri`). The variable's name where"
                                        + " absent.")
                @Nullable String parameter,
        @Key(value = "What is taken where nothing else is said.", name = "default")
                @Nullable String fallback,
        @Key("A regular expression that a whole value matches.") @Nullable String pattern,
        @Key("The address that is asked for it, with the token; that of `userInfo` where absent.")
                @Nullable String lookup) {
    public VariableConfig {
        if (pattern != null) {
            try {
                var _ = Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "pattern must be a regular expression: " + e.getDescription(), e);
            }
        }
    }

    /// Where a value is had from.
    public enum Source {
        ADMIN,
        CONNECT,
        CALLBACK,
        TOKEN,
        USERINFO
    }
}
