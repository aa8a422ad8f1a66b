package io.grantway.vault.provider;

import io.grantway.config.Secret;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The keys that an operator has to fill in before a provider can be used.
final class Gaps {
    private final SequencedSet<String> keys = new LinkedHashSet<>();

    void add(String key) {
        keys.add(key);
    }

    static boolean empty(@Nullable String value) {
        return value == null || value.isBlank();
    }

    static boolean empty(@Nullable Secret value) {
        return value == null || value.isEmpty();
    }

    /// For people; empty where nothing is missing.
    Optional<String> text() {
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of("fill in " + String.join(", ", keys) + " of the provider");
    }
}
