package io.grantway.testing;

import io.grantway.authserver.PasskeyStore;
import io.grantway.authserver.PasskeyStoreContract;

class InMemoryPasskeyStoreTest implements PasskeyStoreContract {
    private final InMemoryPasskeyStore passkeys = new InMemoryPasskeyStore();

    @Override
    public PasskeyStore passkeys() {
        return passkeys;
    }
}
