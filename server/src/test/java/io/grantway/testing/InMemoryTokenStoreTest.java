package io.grantway.testing;

import io.grantway.authserver.TokenStore;
import io.grantway.authserver.TokenStoreContract;
import io.grantway.token.TokenLookup;

class InMemoryTokenStoreTest implements TokenStoreContract {
    private final TestClock clock = new TestClock();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore(clock);

    @Override
    public TokenStore tokens() {
        return tokens;
    }

    @Override
    public TokenLookup lookup() {
        return tokens;
    }

    @Override
    public TestClock clock() {
        return clock;
    }
}
