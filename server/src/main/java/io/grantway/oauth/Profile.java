package io.grantway.oauth;

import java.util.Locale;

/// How strict a server or a client is: each one asks for all that the one before asks for, and
/// more.
public enum Profile {
    /// What older clients need: codes without PKCE for those that have a secret, and the grants
    /// that RFC 9700 §2.1.2 and §2.4 advise against, where they are switched on.
    LEGACY,
    /// OAuth 2.1: PKCE from everybody, no tokens through the browser, no passwords.
    OAUTH21,
    /// FAPI 2.0 Security Profile: pushed requests, bound tokens, clients with keys.
    FAPI2;

    public boolean isAtLeast(Profile other) {
        return compareTo(other) >= 0;
    }

    public Profile stricter(Profile other) {
        return isAtLeast(other) ? this : other;
    }

    /// As it is configured.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
