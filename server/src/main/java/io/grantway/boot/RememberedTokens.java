package io.grantway.boot;

import io.grantway.authserver.LiveTokens;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import io.grantway.token.TokenCache;
import io.grantway.token.Verdict;
import java.util.Optional;

/// What the gateway remembers of tokens, for the authorization servers.
record RememberedTokens(TokenCache cache) implements LiveTokens {
    @Override
    public Optional<AccessToken> find(TokenHash hash, String token) {
        return switch (cache.validate(hash, token)) {
            case Verdict.Valid(var found) -> Optional.of(found);
            case Verdict.Rejected _ -> Optional.empty();
            case Verdict.Unknown(var reason) -> throw new StoreUnavailable(reason);
        };
    }

    @Override
    public boolean remembers(TokenHash hash) {
        return cache.known(hash).filter(Verdict.Valid.class::isInstance).isPresent();
    }

    @Override
    public void revoked(TokenHash accessToken) {
        cache.evict(accessToken);
    }
}
