package io.grantway.authserver;

/// A rule of the authorization request.
@FunctionalInterface
public interface AuthorizationCheck {
    /// @throws io.grantway.oauth.OAuthRefusal when the request breaks the rule
    void require(AuthorizationCandidate candidate);
}
