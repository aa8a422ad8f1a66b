package io.grantway.testing;

import io.grantway.authserver.CodeStore;
import io.grantway.authserver.CodeStoreContract;
import io.grantway.authserver.TokenStore;
import io.grantway.authserver.TokenStoreContract;
import io.grantway.token.TokenLookup;
import org.junit.jupiter.api.Nested;

/// The stand-ins keep the contracts of what they stand for.
class InMemoryStoresTest {
    private final TestClock clock = new TestClock();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore(clock);

    @Nested
    class Tokens implements TokenStoreContract {
        @Override
        public TokenStore tokens() {
            return tokens;
        }

        @Override
        public TokenLookup lookup() {
            return tokens;
        }

        @Override
        public TestClock clock() {
            return clock;
        }
    }

    @Nested
    class Codes implements CodeStoreContract {
        private final InMemoryCodeStore codes = new InMemoryCodeStore(tokens, clock);

        @Override
        public CodeStore codes() {
            return codes;
        }

        @Override
        public TokenStore tokens() {
            return tokens;
        }

        @Override
        public TestClock clock() {
            return clock;
        }
    }
}
