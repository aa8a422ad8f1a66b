package io.grantway.testing;

import io.grantway.vault.ConnectSessionStore;
import io.grantway.vault.ConnectSessionStoreContract;

class InMemoryConnectSessionsTest implements ConnectSessionStoreContract {
    private final ConnectSessionStore sessions = new InMemoryConnectSessions();

    @Override
    public ConnectSessionStore sessions() {
        return sessions;
    }
}
