package io.grantway.authserver;

import java.util.List;

/// How much a login proves: the values of `acr` (OpenID Connect Core §2).
public enum AuthenticationLevel {
    /// One factor, such as a password.
    ONE_FACTOR("1"),
    /// Two factors: a password and something that the user has, or a passkey, which has asked for a
    /// finger or a PIN by itself.
    TWO_FACTORS("2");

    /// RFC 8176: by more than one factor.
    public static final String MULTIPLE = "mfa";

    private final String wireName;

    AuthenticationLevel(String wireName) {
        this.wireName = wireName;
    }

    /// @param methods by which a user logged in (RFC 8176)
    public static AuthenticationLevel of(List<String> methods) {
        return methods.contains(MULTIPLE) ? TWO_FACTORS : ONE_FACTOR;
    }

    public String wireName() {
        return wireName;
    }
}
