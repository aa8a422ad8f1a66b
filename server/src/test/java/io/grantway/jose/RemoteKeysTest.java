package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.PublishedKeys.Place;
import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import io.grantway.jose.Verification.Verified;
import io.grantway.testing.Documents;
import io.grantway.testing.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeysTest {
    private static final String URI_TEXT = "https://client.example/jwks";
    private static final Place PLACE = new Place(URI.create(URI_TEXT), Trust.FOREIGN);
    private static final JwtVerifier ES256 = JwtVerifier.allowing(List.of(SigningAlgorithm.ES256));

    private final TestClock clock = new TestClock();
    private final Documents documents = new Documents();
    private final ECKey first = key("first");
    private final ECKey second = key("second");
    private final RemoteKeys keys = new RemoteKeys(documents, Runnable::run, clock);

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String set(ECKey... published) {
        return new JWKSet(List.of(published)).toString();
    }

    private static UnverifiedJwt signed(ECKey key, boolean named) throws Exception {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256);
        SignedJWT jwt =
                new SignedJWT(
                        (named ? header.keyID(key.getKeyID()) : header).build(),
                        new JWTClaimsSet.Builder().subject("it").build());
        jwt.sign(new ECDSASigner(key));
        return (UnverifiedJwt) UnverifiedJwt.read(jwt.serialize());
    }

    private Verification verified(ECKey key) throws Exception {
        return keys.verify(PLACE, ES256, signed(key, true));
    }

    private int asked() {
        return documents.requests().size();
    }

    @Test
    void asksOnceAndRemembers() throws Exception {
        documents.put(URI_TEXT, set(first));

        assertThat(keys.known(PLACE)).isInstanceOf(KeyLookup.Ask.class);
        assertThat(keys.verifyNow(PLACE, ES256, signed(first, true))).isEmpty();
        assertThat(asked()).isZero();
        assertThat(verified(first)).isInstanceOf(Verified.class);
        assertThat(verified(first)).isInstanceOf(Verified.class);
        assertThat(keys.verifyNow(PLACE, ES256, signed(first, true)))
                .containsInstanceOf(Verified.class);
        assertThat(asked()).isOne();
        assertThat(documents.requests().getFirst().trust()).isEqualTo(Trust.FOREIGN);
    }

    @Test
    void asksOnceForHoweverManyWantThem() throws Exception {
        documents.put(URI_TEXT, set(first));
        CountDownLatch all = new CountDownLatch(20);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RemoteKeys shared =
                    new RemoteKeys(
                            documents,
                            task ->
                                    threads.execute(() -> {
                                        try {
                                            all.await(5, TimeUnit.SECONDS);
                                        } catch (InterruptedException e) {
                                            throw new IllegalStateException(e);
                                        }
                                        task.run();
                                    }),
                            clock);
            List<Future<KeyLookup>> found = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                found.add(
                        threads.submit(() -> {
                            all.countDown();
                            return shared.find(PLACE);
                        }));
            }
            for (Future<KeyLookup> each : found) {
                assertThat(each.get(10, TimeUnit.SECONDS)).isInstanceOf(KeyLookup.Known.class);
            }
        }
        assertThat(asked()).isOne();
    }

    @Test
    void renewsAheadOfTheEndInTheBackground() throws Exception {
        Queue<Runnable> tasks = new ArrayDeque<>();
        RemoteKeys lazy = new RemoteKeys(documents, tasks::add, clock);
        documents.put(URI_TEXT, set(first), "Cache-Control", "public, max-age=1000");
        assertThat(lazy.verifyNow(PLACE, ES256, signed(first, true))).isEmpty();
        Thread waiting = Thread.ofVirtual().start(() -> lazy.find(PLACE));
        while (tasks.isEmpty()) {
            Thread.onSpinWait();
        }
        tasks.remove().run();
        waiting.join();
        clock.forward(Duration.ofSeconds(799));
        assertThat(lazy.known(PLACE)).isInstanceOf(KeyLookup.Known.class);
        assertThat(tasks).isEmpty();
        clock.forward(Duration.ofSeconds(2));
        documents.put(URI_TEXT, set(second));

        assertThat(lazy.verifyNow(PLACE, ES256, signed(first, true)))
                .containsInstanceOf(Verified.class);
        assertThat(tasks).hasSize(1);
        tasks.remove().run();

        assertThat(lazy.verifyNow(PLACE, ES256, signed(second, true)))
                .containsInstanceOf(Verified.class);
    }

    @Test
    void keepsTheOldOnesWhileNobodyAnswersButNotForEver() throws Exception {
        documents.put(URI_TEXT, set(first));
        verified(first);
        documents.remove(URI_TEXT);

        clock.forward(RemoteKeySet.USUAL_LIFE.plus(Duration.ofHours(1)));
        assertThat(verified(first)).isInstanceOf(Verified.class);
        clock.forward(RemoteKeySet.STALE);

        assertThat(verified(first))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.KEYS_UNAVAILABLE));
    }

    @Test
    void doesNotAskAgainAtOnceWhereNobodyAnswered() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(verified(first)).isInstanceOf(Refused.class);
        }
        assertThat(asked()).isOne();
        assertThat(keys.verifyNow(PLACE, ES256, signed(first, true)))
                .containsInstanceOf(Refused.class);
        clock.forward(RemoteKeySet.FIRST_PAUSE);
        verified(first);
        assertThat(asked()).isEqualTo(2);
        clock.forward(RemoteKeySet.FIRST_PAUSE);
        verified(first);
        assertThat(asked()).as("the pause doubles").isEqualTo(2);
        documents.put(URI_TEXT, set(first));
        clock.forward(RemoteKeySet.LONGEST_PAUSE);

        assertThat(verified(first)).isInstanceOf(Verified.class);
    }

    @Test
    void findsANewKeyAtOnceAndMadeUpOnesCostNoRequests() throws Exception {
        documents.put(URI_TEXT, set(first));
        verified(first);
        documents.put(URI_TEXT, set(first, second));

        assertThat(keys.verifyNow(PLACE, ES256, signed(second, true))).isEmpty();
        assertThat(verified(second)).isInstanceOf(Verified.class);
        assertThat(asked()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            assertThat(verified(key("made-up-" + i)))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_KEY));
        }
        assertThat(keys.verifyNow(PLACE, ES256, signed(key("made-up"), true))).isPresent();
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void callsNoTokenBadForAKeyThatCannotBeAskedFor() throws Exception {
        documents.put(URI_TEXT, set(first));
        verified(first);
        documents.remove(URI_TEXT);

        for (int i = 0; i < 3; i++) {
            assertThat(verified(second))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.reason())
                                            .isEqualTo(Reason.KEYS_UNAVAILABLE));
        }
        assertThat(keys.verifyNow(PLACE, ES256, signed(second, true)))
                .containsInstanceOf(Refused.class);
        assertThat(verified(first)).isInstanceOf(Verified.class);
        assertThat(asked()).isEqualTo(2);
        documents.put(URI_TEXT, set(first, second));
        clock.forward(RemoteKeySet.FIRST_PAUSE);

        assertThat(verified(second)).isInstanceOf(Verified.class);
    }

    @Test
    void findsTheNewKeyOfATokenThatNamesNone() throws Exception {
        documents.put(URI_TEXT, set(first));
        verified(first);
        documents.put(URI_TEXT, set(second));
        clock.forward(RemoteKeySet.UNKNOWN_KEY_PAUSE);

        assertThat(keys.verify(PLACE, ES256, signed(second, false))).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\": 1}",
                "<html>",
                "{\"keys\":[{\"kty\":\"EC\",\"d\":\"AA\"}]}"
            })
    void takesNothingThatIsNoKeySet(String text) {
        documents.put(URI_TEXT, text);

        assertThat(keys.find(PLACE)).isInstanceOf(KeyLookup.Unavailable.class);
    }

    @Test
    void takesNothingThatWasAnsweredWithAnError() {
        documents.put(URI_TEXT, 500, set(first));

        assertThat(keys.find(PLACE))
                .isEqualTo(new KeyLookup.Unavailable("the key set was answered with status 500"));
    }

    @Test
    void answersWhereTheBackgroundIsShutDown() {
        ExecutorService closed = Executors.newVirtualThreadPerTaskExecutor();
        closed.shutdown();

        assertThat(new RemoteKeys(documents, closed, clock).find(PLACE))
                .isInstanceOf(KeyLookup.Unavailable.class);
        assertThat(asked()).isZero();
    }
}
