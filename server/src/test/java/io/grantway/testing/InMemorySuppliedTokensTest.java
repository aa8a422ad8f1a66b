package io.grantway.testing;

import io.grantway.supply.SuppliedTokenStore;
import io.grantway.supply.SuppliedTokenStoreContract;

class InMemorySuppliedTokensTest implements SuppliedTokenStoreContract {
    private final InMemorySuppliedTokens tokens = new InMemorySuppliedTokens();

    @Override
    public SuppliedTokenStore tokens() {
        return tokens;
    }
}
