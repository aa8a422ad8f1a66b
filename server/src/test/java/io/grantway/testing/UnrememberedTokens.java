package io.grantway.testing;

import io.grantway.authserver.LiveTokens;
import io.grantway.authserver.Revocations;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import io.grantway.token.TokenLookup;
import java.util.Optional;

/// Asks the store each time.
public record UnrememberedTokens(TokenLookup store, Revocations told) implements LiveTokens {
    public UnrememberedTokens(TokenLookup store) {
        this(store, _ -> {});
    }

    @Override
    public Optional<AccessToken> find(TokenHash hash, String token) {
        return store.findAccessToken(hash);
    }

    @Override
    public boolean remembers(TokenHash hash) {
        return false;
    }

    @Override
    public void revoked(TokenHash accessToken) {
        told.revoked(accessToken);
    }
}
