package io.grantway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TokenCacheTest {
    private static final TokenHash HASH = TokenHash.of("t");

    private final TestClock clock = new TestClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Verdict> truth = new AtomicReference<>(valid(3600));

    private final TokenCache cache =
            new TokenCache(
                    _ -> {
                        asked.incrementAndGet();
                        return truth.get();
                    },
                    clock,
                    100);

    private Verdict valid(long seconds) {
        return valid(clock.instant().plusSeconds(seconds));
    }

    private static Verdict valid(Instant expiresAt) {
        return new Verdict.Valid(
                new AccessToken(
                        new UUID(0, 1),
                        "default",
                        Optional.empty(),
                        new UUID(0, 2),
                        Optional.empty(),
                        Scopes.NONE,
                        expiresAt));
    }

    @Test
    void knowsNothingBeforeTheFirstValidation() {
        assertThat(cache.known(HASH)).isEmpty();
        assertThat(asked).hasValue(0);
    }

    @Test
    void remembersAGoodTokenUntilItExpires() {
        assertThat(cache.validate(HASH, "t")).isEqualTo(truth.get());

        clock.forward(Duration.ofSeconds(3599));
        assertThat(cache.known(HASH)).contains(truth.get());
        assertThat(cache.validate(HASH, "t")).isEqualTo(truth.get());
        assertThat(asked).hasValue(1);

        clock.forward(Duration.ofSeconds(1));
        assertThat(cache.known(HASH)).isNotEqualTo(Optional.of(truth.get()));
    }

    @Test
    void remembersATokenThatNeverExpires() {
        truth.set(valid(Instant.MAX));
        cache.validate(HASH, "t");

        clock.forward(Duration.ofDays(10_000));

        assertThat(cache.known(HASH)).contains(truth.get());
    }

    @Test
    void neverCallsATokenGoodThatExpiredWhileItWasLookedUp() {
        Verdict good = valid(5);
        TokenCache slow =
                new TokenCache(
                        _ -> {
                            clock.forward(Duration.ofSeconds(5));
                            return good;
                        },
                        clock,
                        100);

        assertThat(slow.validate(HASH, "t")).isEqualTo(new Verdict.Rejected("token_expired"));
    }

    @Test
    void remembersABadTokenForSomeSecondsOnly() {
        truth.set(new Verdict.Rejected("token_unknown"));
        cache.validate(HASH, "t");

        clock.forward(Duration.ofSeconds(4));
        assertThat(cache.known(HASH)).contains(new Verdict.Rejected("token_unknown"));

        clock.forward(Duration.ofSeconds(1));
        assertThat(cache.known(HASH)).isEmpty();
    }

    @Test
    void neverRemembersThatNobodyCouldSay() {
        truth.set(new Verdict.Unknown("lookup_failed"));
        assertThat(cache.validate(HASH, "t")).isEqualTo(truth.get());
        assertThat(cache.known(HASH)).isEmpty();

        truth.set(valid(3600));
        assertThat(cache.validate(HASH, "t")).isEqualTo(truth.get());
    }

    @Test
    void saysThatNobodyKnowsWhenTheValidatorBreaks() {
        TokenCache broken =
                new TokenCache(
                        _ -> {
                            throw new IllegalStateException("broken");
                        },
                        clock,
                        100);

        assertThat(broken.validate(HASH, "t")).isEqualTo(new Verdict.Unknown("validation_failed"));
    }

    @Test
    void forgetsARevokedToken() {
        cache.validate(HASH, "t");
        truth.set(new Verdict.Rejected("token_unknown"));

        cache.evict(HASH);

        assertThat(cache.known(HASH)).isEmpty();
        assertThat(cache.validate(HASH, "t")).isEqualTo(truth.get());
    }

    @Test
    void forgetsEverything() {
        cache.validate(HASH, "t");
        cache.validate(TokenHash.of("u"), "u");

        cache.evictAll();

        assertThat(cache.known(HASH)).isEmpty();
        assertThat(cache.known(TokenHash.of("u"))).isEmpty();
    }

    @Test
    void holdsAtMostAsManyAsItMay() {
        for (int i = 0; i < 1000; i++) {
            cache.validate(TokenHash.of("t" + i), "t" + i);
        }

        long remembered = 0;
        for (int i = 0; i < 1000; i++) {
            remembered += cache.known(TokenHash.of("t" + i)).isPresent() ? 1 : 0;
        }
        assertThat(remembered).isBetween(1L, 100L);
    }

    @Test
    void looksATokenUpOnceForAllWhoAskAtTheSameTime() throws Exception {
        SlowValidator slow = new SlowValidator();
        TokenCache shared = new TokenCache(slow, clock, 100);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Verdict>> answers = new ArrayList<>();
            answers.add(threads.submit(() -> shared.validate(HASH, "t")));
            slow.reading.await();
            CountDownLatch asking = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                answers.add(
                        threads.submit(() -> {
                            asking.countDown();
                            return shared.validate(HASH, "t");
                        }));
            }
            asking.await();
            assertThat(shared.known(HASH)).isEmpty();
            slow.mayAnswer.countDown();

            for (Future<Verdict> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(slow.answer);
            }
        }
        assertThat(slow.asked).hasValue(1);
    }

    @Test
    void neverTakesBackATokenRevokedWhileItWasLookedUp() throws Exception {
        refusesAfter(shared -> shared.evict(HASH));
    }

    @Test
    void neverTakesBackATokenWhenEverythingWasForgottenWhileItWasLookedUp() throws Exception {
        refusesAfter(TokenCache::evictAll);
    }

    /// A look-up reads "good", then the token is revoked, then the look-up ends.
    private void refusesAfter(Consumer<TokenCache> revocation) throws Exception {
        SlowValidator slow = new SlowValidator();
        TokenCache shared = new TokenCache(slow, clock, 100);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Verdict> early = threads.submit(() -> shared.validate(HASH, "t"));
            slow.reading.await();
            Verdict afterwards = new Verdict.Rejected("token_unknown");
            Verdict before = slow.answer;
            slow.answer = afterwards;
            revocation.accept(shared);
            assertThat(shared.known(HASH)).isEmpty();
            slow.mayAnswer.countDown();

            assertThat(early.get(10, TimeUnit.SECONDS)).isEqualTo(before);
            assertThat(shared.known(HASH)).isEmpty();
            assertThat(shared.validate(HASH, "t")).isEqualTo(afterwards);
            assertThat(shared.known(HASH)).contains(afterwards);
        }
    }

    /// Has read its answer, and holds it back until it may give it.
    private final class SlowValidator implements TokenValidator {
        final CountDownLatch reading = new CountDownLatch(1);
        final CountDownLatch mayAnswer = new CountDownLatch(1);
        final AtomicInteger asked = new AtomicInteger();
        volatile Verdict answer = valid(3600);

        @Override
        public Verdict validate(String token) {
            asked.incrementAndGet();
            Verdict read = answer;
            reading.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return read;
        }
    }
}
