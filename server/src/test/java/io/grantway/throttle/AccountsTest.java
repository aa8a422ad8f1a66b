package io.grantway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final UUID API = new UUID(2, 1);

    private final AtomicLong now = new AtomicLong();
    private final Accounts accounts =
            new Accounts(
                    new TimeMeter() {
                        @Override
                        public long currentTimeNanos() {
                            return now.get();
                        }

                        @Override
                        public boolean isWallClockBased() {
                            return false;
                        }
                    },
                    100);
    private final List<Quota.Limit> limits =
            new Quota("plan", List.of(new LimitConfig(5L, null, "minute", null, false)), 0).whole();

    private Account use(long application) {
        Account account = accounts.of(new User(new UUID(1, application), API, ""), limits);
        account.bucket(0).tryConsume(1);
        return account;
    }

    @Test
    void remembersNoMoreThanItMay() {
        for (int i = 0; i < 1000; i++) {
            use(i);
        }
        assertThat(accounts.size()).isBetween(50, 100);
    }

    @Test
    void forgetsWhoHasEverythingLeftWhenOthersCome() {
        for (int i = 0; i < 90; i++) {
            use(i);
        }
        now.addAndGet(MINUTE);
        for (int i = 1000; i < 1060; i++) {
            use(i);
        }
        assertThat(accounts.size()).isLessThan(80);
    }

    @Test
    void forgetsNobodyWhoHasUsedSomething() {
        Account first = use(1);
        for (int i = 2; i < 90; i++) {
            use(i);
        }
        assertThat(use(1)).isSameAs(first);
    }
}
