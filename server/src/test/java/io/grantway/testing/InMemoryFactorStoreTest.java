package io.grantway.testing;

import io.grantway.authserver.FactorStore;
import io.grantway.authserver.FactorStoreContract;

class InMemoryFactorStoreTest implements FactorStoreContract {
    private final InMemoryFactorStore factors = new InMemoryFactorStore();

    @Override
    public FactorStore factors() {
        return factors;
    }
}
