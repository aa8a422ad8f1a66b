package io.grantway.authserver.login;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a new password must be, whoever sets it.
enum PasswordRule {
    TOO_SHORT("must have at least 8 characters"),
    TOO_LONG("must have at most 1024 bytes");

    private static final int LEAST_CHARACTERS = 8;
    private static final int MOST_BYTES = 1024;

    private final String text;

    PasswordRule(String text) {
        this.text = text;
    }

    /// What it says, after the name of the field.
    String text() {
        return text;
    }

    /// The rule that a password breaks.
    static Optional<PasswordRule> brokenBy(String password) {
        if (password.codePointCount(0, password.length()) < LEAST_CHARACTERS) {
            return Optional.of(TOO_SHORT);
        }
        return password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
                ? Optional.of(TOO_LONG)
                : Optional.empty();
    }
}
