package io.grantway.testing;

import io.grantway.authserver.IdentityStore;
import io.grantway.authserver.IdentityStoreContract;

class InMemoryIdentityStoreTest implements IdentityStoreContract {
    private final InMemoryIdentityStore identities = new InMemoryIdentityStore();

    @Override
    public IdentityStore identities() {
        return identities;
    }
}
