package io.grantway.testing;

import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.authserver.InitialAccessTokenStoreContract;

class InMemoryInitialAccessTokensTest implements InitialAccessTokenStoreContract {
    private final InMemoryInitialAccessTokens tokens = new InMemoryInitialAccessTokens();

    @Override
    public InitialAccessTokenStore initialAccessTokens() {
        return tokens;
    }
}
