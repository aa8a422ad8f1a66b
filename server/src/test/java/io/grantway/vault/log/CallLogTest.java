package io.grantway.vault.log;

import static io.grantway.testing.VaultEvents.MEGAN;
import static io.grantway.testing.VaultEvents.NOON;
import static io.grantway.testing.VaultEvents.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.testing.InMemoryVaultCalls;
import io.grantway.testing.TestClock;
import io.grantway.vault.CallFilter;
import io.grantway.vault.VaultCall;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.VaultEvent.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallLogTest {
    private static final CallFilter ALL = CallFilter.of("Sample");

    private final InMemoryVaultCalls store = new InMemoryVaultCalls();
    private final TestClock clock = new TestClock();

    private static Optional<VaultConfig> config(Duration keep, long most) {
        return Optional.of(
                new VaultConfig(null, List.of(), List.of(), Duration.ofMinutes(30), keep, most));
    }

    private CallLog log(Optional<VaultConfig> config) {
        return new CallLog(store, _ -> config, clock, new Random(1), 100, Duration.ZERO);
    }

    private static VaultEvent telling(String detail) {
        return new VaultEvent(
                NOON,
                Kind.CALL,
                MEGAN,
                "ok",
                OptionalInt.of(200),
                1,
                1,
                Optional.of("0123456789abcdef0123456789abcdef"),
                detail,
                Optional.of("req-1"));
    }

    @Test
    void writesWhatHappensTheNewestFirst() {
        try (CallLog log = log(Optional.empty())) {
            log.happened(call(NOON, MEGAN));
            log.happened(call(NOON, MEGAN));
            log.happened(call(NOON.plusMillis(5), MEGAN));
            log.settle();

            List<VaultCall> lines = store.page(ALL, Optional.empty(), 10);
            assertThat(lines)
                    .extracting(each -> each.event().at())
                    .containsExactly(NOON.plusMillis(5), NOON, NOON);
            assertThat(lines.get(1).id().toString()).isGreaterThan(lines.get(2).id().toString());
            assertThat(log.lost()).isZero();
        }
    }

    @Test
    void writesWhatWaitsWhenItIsClosed() {
        CallLog log = log(Optional.empty());
        for (int i = 0; i < 50; i++) {
            log.happened(call(NOON, MEGAN));
        }
        log.close();

        assertThat(store.page(ALL, Optional.empty(), 100)).hasSize(50);
    }

    @Test
    void neverWaitsForASlowStoreButCountsWhatIsLost() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        InMemoryVaultCalls inner = new InMemoryVaultCalls();
        var slow = new SlowCalls(inner, entered, released);
        try (CallLog log =
                new CallLog(slow, _ -> Optional.empty(), clock, new Random(1), 3, Duration.ZERO)) {
            log.happened(call(NOON, MEGAN));
            entered.await();
            for (int i = 0; i < 10; i++) {
                log.happened(call(NOON, MEGAN));
            }
            assertThat(log.lost()).isEqualTo(7);
            released.countDown();
            log.settle();
        }
        assertThat(inner.page(ALL, Optional.empty(), 100)).hasSize(4);
    }

    @Test
    void countsWhatAStoreDoesNotTakeAndGoesOn() {
        var failing = new FailingCalls();
        try (CallLog log =
                new CallLog(
                        failing, _ -> Optional.empty(), clock, new Random(1), 9, Duration.ZERO)) {
            log.happened(call(NOON, MEGAN));
            log.settle();
            assertThat(log.lost()).isEqualTo(1);
            failing.mended = true;
            log.happened(call(NOON, MEGAN));
            log.settle();
            assertThat(log.lost()).isEqualTo(1);
            assertThat(failing.inner.page(ALL, Optional.empty(), 9)).hasSize(1);
        }
    }

    @Test
    void keepsOnlyAsLongAndAsManyAsIsConfigured() {
        try (CallLog log = log(config(Duration.ofHours(1), 2))) {
            for (int i = 0; i < 4; i++) {
                log.happened(call(clock.instant().plusSeconds(i), MEGAN));
            }
            log.settle();
            log.keepUp();
            assertThat(store.page(ALL, Optional.empty(), 10)).hasSize(2);

            clock.forward(Duration.ofHours(2));
            log.keepUp();
            assertThat(store.page(ALL, Optional.empty(), 10)).isEmpty();
        }
    }

    @Test
    void keepsNothingWhereNothingIsToBeKept() {
        try (CallLog log = log(config(Duration.ofHours(1), 0))) {
            log.happened(call(NOON, MEGAN));
            log.settle();
        }
        assertThat(store.page(ALL, Optional.empty(), 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /drive/v3/files?access_token=abc | GET /drive/v3/files",
                "GET https://x.example/a#token=abc | GET https://x.example/a",
                "GET /bot/ya29.a0AfH6SMBsecretsecretsecret/x | GET /bot/…/x",
                "refused: Authorization: Bearer abc.def | refused: Authorization: Bearer …",
                "refresh_token=short1 was refused | refresh_token=… was refused",
                "the token has expired | the token has expired",
                "invalid_grant: the user's code: 1234 | invalid_grant: the user's code: …",
            })
    void showsNoQueryAndNoToken(String detail, String shown) {
        try (CallLog log = log(Optional.empty())) {
            log.happened(telling(detail));
            log.settle();
        }
        VaultEvent kept = store.page(ALL, Optional.empty(), 1).getFirst().event();
        assertThat(kept.detail()).isEqualTo(shown);
        assertThat(kept.tokenHash()).contains("0123456789ab");
    }

    @Test
    void takesNoControlCharactersAndNoEndlessText() {
        try (CallLog log = log(Optional.empty())) {
            log.happened(telling("a\r\nforged line <script>" + "very long ".repeat(100)));
            log.settle();
        }
        assertThat(store.page(ALL, Optional.empty(), 1).getFirst().event().detail())
                .startsWith("a forged line 'script'very long")
                .hasSizeLessThan(250);
    }
}
