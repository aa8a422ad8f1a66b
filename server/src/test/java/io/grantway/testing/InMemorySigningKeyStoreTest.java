package io.grantway.testing;

import io.grantway.jose.SigningKeyStore;
import io.grantway.jose.SigningKeyStoreContract;

class InMemorySigningKeyStoreTest implements SigningKeyStoreContract {
    private final InMemorySigningKeyStore keys = new InMemorySigningKeyStore();

    @Override
    public SigningKeyStore keys() {
        return keys;
    }
}
