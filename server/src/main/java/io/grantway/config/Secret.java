package io.grantway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;

/// A secret value. Cannot be printed: its text comes out only through [#expose].
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /// Hands the text to the one piece of code that needs it.
    public <T> T expose(Function<String, T> use) {
        return use.apply(value);
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /// Whether a text is the same, in constant time.
    public boolean matches(String text) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.value);
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
