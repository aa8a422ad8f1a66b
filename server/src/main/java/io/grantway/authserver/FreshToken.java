package io.grantway.authserver;

import io.grantway.oauth.Scopes;
import java.util.Optional;

/// An access token just issued, for the one answer that holds it (RFC 6749 §5.1). No record: it is
/// a secret and must not print itself.
public final class FreshToken {
    private final String accessToken;
    private final Optional<String> refreshToken;
    private final long expiresIn;
    private final Scopes scopes;

    FreshToken(String accessToken, Optional<String> refreshToken, long expiresIn, Scopes scopes) {
        this.accessToken = accessToken;
        this.refreshToken = refreshToken;
        this.expiresIn = expiresIn;
        this.scopes = scopes;
    }

    public String accessToken() {
        return accessToken;
    }

    public Optional<String> refreshToken() {
        return refreshToken;
    }

    /// In seconds; 0 for a token that never expires.
    public long expiresIn() {
        return expiresIn;
    }

    public Scopes scopes() {
        return scopes;
    }

    @Override
    public String toString() {
        return "[token]";
    }
}
