package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.TokenHash;
import io.grantway.testing.InMemoryDeniedTokens;
import io.grantway.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// No revoked token is forgotten before it would have expired.
class DenySetTest implements DeniedTokensContract {
    private final TestClock clock = new TestClock();
    private final InMemoryDeniedTokens store = new InMemoryDeniedTokens(clock);

    private final DenySet set = new DenySet(store, clock);

    @Override
    public DeniedTokens denied() {
        return set;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    private void deny(DeniedTokens set, String token, Duration left) {
        set.deny(TokenHash.of(token), clock.instant().plus(left));
    }

    @Test
    void knowsWhatAnEarlierProcessHasDenied() {
        deny(store, "old", Duration.ofHours(1));

        assertThat(new DenySet(store, clock).isDenied(TokenHash.of("old"))).isTrue();
    }

    @Test
    void keepsWhatItDeniesForTheNextProcess() {
        deny(set, "new", Duration.ofHours(1));

        assertThat(store.isDenied(TokenHash.of("new"))).isTrue();
    }

    @Test
    void asksTheStoreForWhatItCannotHold() {
        DenySet small = new DenySet(store, clock, 10);
        for (int i = 0; i < 100; i++) {
            deny(small, "token " + i, Duration.ofHours(1));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(small.isDenied(TokenHash.of("token " + i))).as("token " + i).isTrue();
        }
        assertThat(small.isDenied(TokenHash.of("another"))).isFalse();
    }

    @Test
    void asksTheStoreForWhatItCouldNotReadAtTheStart() {
        for (int i = 0; i < 100; i++) {
            deny(store, "token " + i, Duration.ofHours(1));
        }
        DenySet small = new DenySet(store, clock, 10);

        for (int i = 0; i < 100; i++) {
            assertThat(small.isDenied(TokenHash.of("token " + i))).as("token " + i).isTrue();
        }
    }
}
