package io.grantway.authserver;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import java.util.Optional;

/// The kept access tokens that are good now. What was looked up once is remembered until the token
/// ends, so that introspection of a token that is in use does not ask the store.
public interface LiveTokens extends Revocations {
    /// May block.
    ///
    /// @param hash of the token
    /// @throws StoreUnavailable when it is not remembered and the store cannot tell
    Optional<AccessToken> find(TokenHash hash, String token);

    /// Whether a token is remembered as a good one. Never blocks.
    boolean remembers(TokenHash hash);
}
