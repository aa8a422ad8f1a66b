package io.grantway.authserver;

import io.grantway.oauth.GrantType;

/// A way to get a token at the token endpoint (RFC 6749 §1.3). The endpoint has found the grant
/// switched on and authenticated the client; it settles scopes, issues and renders afterwards. A
/// grant only says what the client is entitled to.
public interface Grant {
    GrantType type();

    /// @throws io.grantway.oauth.OAuthRefusal when it is entitled to nothing
    Entitlement entitlement(TokenRequest request);
}
