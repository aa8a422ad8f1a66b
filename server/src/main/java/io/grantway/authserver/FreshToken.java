package io.grantway.authserver;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import java.util.Optional;

/// An access token just issued, for the one answer that holds it (RFC 6749 §5.1). No record: it is
/// a secret and must not print itself.
public final class FreshToken {
    private final String accessToken;
    private final Optional<String> refreshToken;
    private final long expiresIn;
    private final AccessToken stands;
    private final Optional<String> idToken;

    FreshToken(
            String accessToken,
            Optional<String> refreshToken,
            long expiresIn,
            AccessToken stands,
            Optional<String> idToken) {
        this.accessToken = accessToken;
        this.refreshToken = refreshToken;
        this.expiresIn = expiresIn;
        this.stands = stands;
        this.idToken = idToken;
    }

    FreshToken with(Optional<String> newIdToken) {
        return new FreshToken(accessToken, refreshToken, expiresIn, stands, newIdToken);
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
        return stands.scopes();
    }

    /// What it stands for.
    public AccessToken stands() {
        return stands;
    }

    /// Where the request was one of OpenID Connect.
    public Optional<String> idToken() {
        return idToken;
    }

    @Override
    public String toString() {
        return "[token]";
    }
}
