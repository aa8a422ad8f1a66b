package io.grantway.testing;

import io.grantway.authserver.ConsentStore;
import io.grantway.authserver.ConsentStoreContract;

class InMemoryConsentStoreTest implements ConsentStoreContract {
    private final InMemoryConsentStore consents = new InMemoryConsentStore();

    @Override
    public ConsentStore consents() {
        return consents;
    }
}
