package io.grantway.supply;

import io.grantway.oauth.GrantType;

/// The ways in which tokens for calls are got: those without a browser.
public enum TokenGrant {
    /// RFC 6749 §4.4
    CLIENT_CREDENTIALS(GrantType.CLIENT_CREDENTIALS),
    /// RFC 6749 §6, with a refresh token that somebody got elsewhere.
    REFRESH_TOKEN(GrantType.REFRESH_TOKEN),
    /// RFC 7523 §2.1
    JWT_BEARER(GrantType.JWT_BEARER),
    /// RFC 8693
    TOKEN_EXCHANGE(GrantType.TOKEN_EXCHANGE),
    /// RFC 6749 §4.3, for servers that know nothing else.
    PASSWORD(GrantType.PASSWORD);

    private final String wireName;

    TokenGrant(GrantType type) {
        this.wireName = type.wireName();
    }

    public String wireName() {
        return wireName;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
