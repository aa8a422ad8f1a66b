package io.grantway.testing;

import io.grantway.vault.VaultCallStore;
import io.grantway.vault.VaultCallStoreContract;

class InMemoryVaultCallsTest implements VaultCallStoreContract {
    private final VaultCallStore calls = new InMemoryVaultCalls();

    @Override
    public VaultCallStore calls() {
        return calls;
    }
}
