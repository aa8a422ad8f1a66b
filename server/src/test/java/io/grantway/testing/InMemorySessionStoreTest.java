package io.grantway.testing;

import io.grantway.authserver.SessionStore;
import io.grantway.authserver.SessionStoreContract;

class InMemorySessionStoreTest implements SessionStoreContract {
    private final TestClock clock = new TestClock();
    private final InMemorySessionStore sessions = new InMemorySessionStore(clock);

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public TestClock clock() {
        return clock;
    }
}
