package io.grantway.authserver;

import io.grantway.oauth.TokenHash;

/// Hears of access tokens that died before their time, so that nobody goes on remembering them as
/// good. When the call returns, the token is refused.
@FunctionalInterface
public interface Revocations {
    void revoked(TokenHash accessToken);
}
