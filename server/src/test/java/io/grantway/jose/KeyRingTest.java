package io.grantway.jose;

import static io.grantway.jose.SigningAlgorithm.ES256;
import static io.grantway.jose.SigningAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.jose.KeyTimes.State;
import io.grantway.jose.Verification.Refused;
import io.grantway.jose.Verification.Verified;
import io.grantway.testing.AtOnce;
import io.grantway.testing.InMemorySigningKeyStore;
import io.grantway.testing.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRingTest {
    private static final Duration ROTATE = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofHours(2);
    private static final Duration KEPT = Duration.ofHours(12);
    private static final JwtVerifier ANY = JwtVerifier.allowing(List.of(ES256, RS256));

    private final TestClock clock = new TestClock();
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore();

    private KeyRing open(SigningAlgorithm... algorithms) {
        return KeyRing.open(
                "https://auth.example",
                List.of(algorithms),
                new KeySchedule(ROTATE, AHEAD, KEPT),
                store,
                clock,
                new SecureRandom());
    }

    private static String signedBy(KeyRing ring) {
        return ring.signer(ES256).keyId();
    }

    private static List<String> published(KeyRing ring) {
        return ring.jwks()
                .path("keys")
                .valueStream()
                .map(key -> key.path("kid").asString())
                .toList();
    }

    private List<State> states(KeyRing ring) {
        return ring.keys().stream()
                .map(key -> key.times().state(clock.instant()))
                .sorted()
                .toList();
    }

    private void after(Duration time, KeyRing... rings) {
        clock.forward(time);
        for (KeyRing ring : rings) {
            ring.upkeep();
        }
    }

    @Test
    void makesItsKeysWhenTheyAreFirstNeededAndKeepsThem() {
        KeyRing ring = open(ES256);
        assertThat(store.saves()).isZero();

        String first = signedBy(ring);

        assertThat(signedBy(ring)).isEqualTo(first);
        assertThat(published(ring)).containsExactly(first);
        assertThat(store.saves()).isEqualTo(1);
        assertThat(signedBy(open(ES256))).isEqualTo(first);
        assertThat(store.saves()).isEqualTo(1);
    }

    @Test
    void makesOneKeyForEachAlgorithmHoweverManyAskAtOnce() throws Exception {
        KeyRing ring = open(ES256, RS256);

        List<String> ids = AtOnce.call(Collections.nCopies(16, () -> ring.signer(ES256).keyId()));

        assertThat(new HashSet<>(ids)).hasSize(1);
        assertThat(store.all("https://auth.example"))
                .extracting(SigningKey::algorithm)
                .containsExactlyInAnyOrder(ES256, RS256);
    }

    @Test
    void refusesToSignByAnAlgorithmOfAnotherIssuer() {
        KeyRing ring = open(ES256);

        assertThatThrownBy(() -> ring.signer(RS256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ES256")
                .hasMessageContaining("RS256");
    }

    @Test
    void publishesAKeyBeforeItSignsAndAfterItSignedUntilItsTokensHaveExpired() {
        KeyRing ring = open(ES256);
        String first = signedBy(ring);

        after(ROTATE.minus(AHEAD).minusSeconds(1), ring);
        assertThat(published(ring)).containsExactly(first);

        after(Duration.ofSeconds(1), ring);
        assertThat(states(ring)).containsExactly(State.NEXT, State.CURRENT);
        assertThat(signedBy(ring)).isEqualTo(first);
        String second =
                published(ring).stream().filter(id -> !id.equals(first)).findAny().orElseThrow();

        after(AHEAD.minusMillis(1));
        assertThat(signedBy(ring)).isEqualTo(first);

        after(Duration.ofMillis(1));
        assertThat(signedBy(ring)).as("by the clock alone").isEqualTo(second);
        assertThat(published(ring)).containsExactlyInAnyOrder(first, second);

        after(KEPT.minusMillis(1), ring);
        assertThat(states(ring)).containsExactly(State.CURRENT, State.RETIRED);
        assertThat(published(ring)).contains(first);

        after(Duration.ofMillis(1), ring);
        assertThat(published(ring)).containsExactly(second);
        assertThat(store.all("https://auth.example"))
                .extracting(SigningKey::id)
                .containsExactly(second);
    }

    @Test
    void failsNoTokenInAYearOfRotationsWhereverTheKeySetWasReadAndWheneverUpkeepCame() {
        KeyRing ring = open(ES256);
        List<KeySet> copies = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        Set<String> signers = new HashSet<>();
        for (int hour = 0; hour < 24 * 365; hour++) {
            clock.forward(Duration.ofHours(1));
            if (hour % 7 != 3) {
                ring.upkeep();
            }
            copies.add(ring.keySet());
            signers.add(signedBy(ring));
            tokens.add(ring.signer(ES256).sign("at+jwt", JoseJson.object().put("hour", hour)));
            // A copy of the key set that is as old as it may be; a token as old as it may be.
            int copy = Math.max(0, hour - 1);
            int token = Math.max(0, hour - 11);
            if (hour % 5 == 0) {
                assertThat(ANY.verify(tokens.get(hour), copies.get(copy)))
                        .isInstanceOf(Verified.class);
                assertThat(ANY.verify(tokens.get(token), ring.keySet()))
                        .isInstanceOf(Verified.class);
            }
        }
        assertThat(signers).hasSizeBetween(12, 13);
        assertThat(published(ring)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void rotatesOnDemandOnceHoweverOftenItIsAsked() {
        KeyRing ring = open(ES256);
        String first = signedBy(ring);

        ring.rotateNow();
        ring.rotateNow();

        assertThat(states(ring)).containsExactly(State.NEXT, State.CURRENT);
        assertThat(signedBy(ring)).isEqualTo(first);
        clock.forward(AHEAD);
        assertThat(signedBy(ring)).isNotEqualTo(first);
        after(KEPT, ring);
        assertThat(published(ring)).containsExactly(signedBy(ring)).doesNotContain(first);
    }

    @Test
    void countsTheNextScheduledRotationFromTheOneOnDemand() {
        KeyRing ring = open(ES256);
        after(ROTATE.dividedBy(2), ring);
        ring.rotateNow();

        after(ROTATE.minus(AHEAD), ring);
        assertThat(states(ring)).doesNotContain(State.NEXT);
        after(AHEAD, ring);
        assertThat(states(ring)).contains(State.NEXT);
    }

    @Test
    void goesOnWithTheKeyItHasWhileTheStoreTakesNoOther() {
        KeyRing ring = open(ES256);
        String first = signedBy(ring);
        clock.forward(ROTATE.plusDays(5));
        store.setBroken(true);

        assertThatThrownBy(ring::upkeep).isInstanceOf(StoreUnavailable.class);
        assertThat(signedBy(ring)).isEqualTo(first);
        assertThat(published(ring)).containsExactly(first);

        store.setBroken(false);
        ring.upkeep();
        assertThat(states(ring)).containsExactly(State.NEXT, State.CURRENT);
        assertThat(signedBy(ring)).isEqualTo(first);
    }

    @Test
    void signsWithNoKeyThatIsNotKept() {
        KeyRing ring = open(ES256);
        store.setBroken(true);

        assertThatThrownBy(() -> ring.signer(ES256)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(ring::jwks).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void takesALeakedKeyOutAtOnce() {
        KeyRing ring = open(ES256);
        String leaked = signedBy(ring);
        String forged = ring.signer(ES256).sign("at+jwt", JoseJson.object());

        assertThat(ring.withdraw(leaked)).isTrue();

        assertThat(ring.withdraw(leaked)).isFalse();
        assertThat(signedBy(ring)).isNotEqualTo(leaked);
        assertThat(published(ring)).containsExactly(signedBy(ring));
        assertThat(ANY.verify(forged, ring.keySet())).isInstanceOf(Refused.class);
        assertThat(signedBy(open(ES256))).isEqualTo(signedBy(ring));
    }

    @Test
    void keepsASignerWhenItsSuccessorIsTakenOut() {
        KeyRing ring = open(ES256);
        String first = signedBy(ring);
        ring.rotateNow();
        String next =
                published(ring).stream().filter(id -> !id.equals(first)).findAny().orElseThrow();

        ring.withdraw(next);
        clock.forward(AHEAD.plus(KEPT).plusDays(1));

        assertThat(signedBy(ring)).isEqualTo(first);
        assertThat(published(ring)).containsExactly(first);
    }

    @Test
    void retiresTheKeysOfAnAlgorithmThatIsNotUsedAnyMore() {
        KeyRing both = open(ES256, RS256);
        String old = both.signer(RS256).keyId();
        both.rotateNow();

        KeyRing one = open(ES256);
        one.upkeep();
        assertThat(published(one)).contains(old).hasSize(3);
        after(KEPT, one);
        assertThat(published(one)).doesNotContain(old);

        assertThat(open(ES256, RS256).signer(RS256).keyId()).isNotEqualTo(old);
    }

    @Test
    void signsWithANewKeyWhereAnAlgorithmComesBackWhileItsOldKeyIsStillPublished() {
        String old = open(ES256, RS256).signer(RS256).keyId();
        open(ES256).upkeep();

        KeyRing again = open(ES256, RS256);

        assertThat(again.signer(RS256).keyId()).isNotEqualTo(old);
        assertThat(published(again)).contains(old);
    }

    @Test
    void neverLacksASignerWhenTheClockIsSetBack() {
        KeyRing ring = open(ES256);
        String first = signedBy(ring);
        clock.forward(Duration.ofDays(-400));

        assertThat(signedBy(ring)).isEqualTo(first);
        ring.upkeep();
        assertThat(signedBy(ring)).isEqualTo(first);
        assertThat(store.all("https://auth.example")).hasSize(1);
    }

    @Test
    void comesToTheSameTurnsOnTwoNodesThatShareAStore() {
        KeyRing one = open(ES256);
        one.upkeep();
        KeyRing other = open(ES256);
        for (int day = 0; day < 100; day++) {
            after(Duration.ofDays(1), day % 2 == 0 ? one : other, day % 2 == 0 ? other : one);
            assertThat(signedBy(one)).isEqualTo(signedBy(other));
            assertThat(published(one)).containsExactlyInAnyOrderElementsOf(published(other));
        }
    }

    @Test
    void doesNotLetACallerChangeThePublishedSet() {
        KeyRing ring = open(ES256);
        ring.jwks().putArray("keys");

        assertThat(published(ring)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, PT1H, PT1H, rotateEvery",
        "PT2H, PT-1S, PT1H, negative",
        "PT2H, PT1H, PT-1S, negative"
    })
    void refusesAScheduleInWhichNoKeyCouldSign(
            Duration rotateEvery, Duration publishAhead, Duration keepRetired, String why) {
        assertThatThrownBy(() -> new KeySchedule(rotateEvery, publishAhead, keepRetired))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
