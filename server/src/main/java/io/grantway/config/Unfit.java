package io.grantway.config;

import java.util.Optional;

/// A text that is not a value of the wanted type.
final class Unfit extends Exception {
    private final String message;
    private final transient Optional<String> meant;

    /// @param message reads behind the key and does not repeat the text
    Unfit(String message, Optional<String> meant) {
        super(message, null, false, false);
        this.message = message;
        this.meant = meant;
    }

    Unfit(String message) {
        this(message, Optional.empty());
    }

    String message() {
        return message;
    }

    /// What was probably meant. Derived from the text: not for secrets.
    Optional<String> meant() {
        return meant;
    }
}
