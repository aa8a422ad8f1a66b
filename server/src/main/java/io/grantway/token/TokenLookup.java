package io.grantway.token;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import java.util.Optional;

/// Finds the live record of an opaque token of our own.
@FunctionalInterface
public interface TokenLookup {
    /// The token of that hash, if there is one and it has neither expired nor been revoked. May
    /// block.
    Optional<AccessToken> findAccessToken(TokenHash hash);
}
