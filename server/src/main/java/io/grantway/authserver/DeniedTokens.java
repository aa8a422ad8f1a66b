package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Map;

/// Keeps which signed access tokens were revoked before their time, until they would have expired.
/// As durable as [TokenStore], and throws as it does.
public interface DeniedTokens {
    /// @param until when the token expires by itself
    void deny(TokenHash accessToken, Instant until);

    boolean isDenied(TokenHash accessToken);

    /// Every one that has not expired, and until when.
    Map<TokenHash, Instant> all();
}
