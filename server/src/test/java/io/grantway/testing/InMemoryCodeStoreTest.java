package io.grantway.testing;

import io.grantway.authserver.CodeStore;
import io.grantway.authserver.CodeStoreContract;
import io.grantway.authserver.TokenStore;

class InMemoryCodeStoreTest implements CodeStoreContract {
    private final TestClock clock = new TestClock();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore(clock);
    private final InMemoryCodeStore codes = new InMemoryCodeStore(tokens, clock);

    @Override
    public CodeStore codes() {
        return codes;
    }

    @Override
    public TokenStore tokens() {
        return tokens;
    }

    @Override
    public TestClock clock() {
        return clock;
    }
}
