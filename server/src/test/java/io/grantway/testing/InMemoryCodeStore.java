package io.grantway.testing;

import io.grantway.authserver.AuthorizationCode;
import io.grantway.authserver.CodeStore;
import io.grantway.authserver.IssuedToken;
import io.grantway.oauth.TokenHash;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Codes in memory, beside the tokens they give.
public final class InMemoryCodeStore implements CodeStore {
    private final Map<TokenHash, AuthorizationCode> codes = new HashMap<>();
    private final InMemoryTokenStore tokens;
    private final InstantSource clock;

    public InMemoryCodeStore(InMemoryTokenStore tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public synchronized void save(AuthorizationCode code) {
        tokens.requireWorking();
        codes.put(code.hash(), code);
    }

    @Override
    public synchronized Optional<AuthorizationCode> find(TokenHash hash) {
        tokens.requireWorking();
        return Optional.ofNullable(codes.get(hash))
                .filter(code -> clock.instant().isBefore(code.expiresAt()));
    }

    @Override
    public synchronized boolean redeem(AuthorizationCode code, IssuedToken token) {
        if (find(code.hash()).isEmpty()) {
            return false;
        }
        codes.remove(code.hash());
        return tokens.redeem(code.hash(), token);
    }
}
