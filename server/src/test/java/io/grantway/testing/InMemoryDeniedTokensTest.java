package io.grantway.testing;

import io.grantway.authserver.DeniedTokens;
import io.grantway.authserver.DeniedTokensContract;

class InMemoryDeniedTokensTest implements DeniedTokensContract {
    private final TestClock clock = new TestClock();
    private final DeniedTokens denied = new InMemoryDeniedTokens(clock);

    @Override
    public DeniedTokens denied() {
        return denied;
    }

    @Override
    public TestClock clock() {
        return clock;
    }
}
