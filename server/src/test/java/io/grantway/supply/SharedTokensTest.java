package io.grantway.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grantway.testing.AtOnce;
import io.grantway.testing.RotatingTokens;
import io.grantway.testing.SupplyFixture;
import io.grantway.testing.TokenIssuer;
import io.grantway.testing.TokenIssuer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Several nodes on one store, and one node after another.
class SharedTokensTest {
    private static final String REFRESH = ", grantType: refresh_token, refreshToken: first";
    private static final Duration HOUR = Duration.ofHours(1);

    private final SupplyFixture there = new SupplyFixture();
    private final List<TokenSupply> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(TokenSupply::close);
        there.close();
    }

    private TokenSource node(String more) {
        TokenSupply node = there.supply(SupplyFixture.QUICK);
        nodes.add(node);
        return node.source("Sample", "Okta", there.here(more), Optional.empty());
    }

    private static String text(SuppliedToken token) {
        return token.value().expose(it -> it);
    }

    @Test
    void findsItsTokenAgainAfterARestart() {
        SuppliedToken before = node("").token();

        assertThat(node("").token()).isEqualTo(before);
        assertThat(there.issuer.count()).isEqualTo(1);
    }

    @Test
    void asksOnceForAllNodes() throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TokenSource node = node("");
            for (int j = 0; j < 60; j++) {
                calls.add(() -> text(node.token()));
            }
        }

        for (int generation = 1; generation <= 4; generation++) {
            assertThat(AtOnce.call(calls)).containsOnly("token-" + generation);
            assertThat(there.issuer.count()).isEqualTo(generation);
            there.clock.forward(HOUR);
        }
    }

    @Test
    void takesOverWhatAnotherNodeGotInsteadOfARefusedToken() {
        TokenSource one = node("");
        TokenSource two = node("");
        SuppliedToken refused = one.token();
        assertThat(two.token()).isEqualTo(refused);

        SuppliedToken next = one.renewed(refused);
        assertThat(two.renewed(refused)).isEqualTo(next);
        assertThat(there.issuer.count()).isEqualTo(2);
    }

    @Test
    void readsNoStoreForATokenInMemory() {
        TokenSource source = node("");
        source.token();
        int before = there.store.calls();

        for (int i = 0; i < 1000; i++) {
            source.token();
        }
        assertThat(there.store.calls()).isEqualTo(before);
    }

    @Test
    void goesOnWithTheNewestRefreshTokenAfterARestart() {
        RotatingTokens server = new RotatingTokens("first");
        there.issuer.answering(server);
        node(REFRESH).token();
        there.clock.forward(HOUR);
        node(REFRESH).token();
        there.clock.forward(HOUR);

        assertThat(text(node(REFRESH).token())).isEqualTo("access-3");
        assertThat(text(node(REFRESH + ", scopes: [other]").token())).isEqualTo("access-4");
        assertThat(server.reuses()).isZero();
    }

    @Test
    void beginsAnewWithAnotherRefreshToken() {
        RotatingTokens server = new RotatingTokens("first");
        there.issuer.answering(server);
        node(REFRESH).token();
        server.begin("second");

        assertThat(text(node(", grantType: refresh_token, refreshToken: second").token()))
                .isEqualTo("access-2");
        assertThat(server.reuses()).isZero();
    }

    @Test
    void keepsTheRefreshTokenWhereTheAnswerHasNone() {
        there.issuer.answering(it ->
                it.form().first("refresh_token").orElse("").equals("first")
                        ? TokenIssuer.numbered(it)
                        : Answer.error(400, "invalid_grant"));
        TokenSource source = node(REFRESH);
        source.token();
        there.clock.forward(HOUR);

        assertThat(text(source.token())).isEqualTo("token-2");
    }

    @Test
    void stopsWhereTheRefreshTokenIsDead() {
        there.issuer.answering(_ -> Answer.error(400, "invalid_grant"));
        TokenSource source = node(REFRESH);
        for (int i = 0; i < 10; i++) {
            TokenUnavailable why = catchThrowableOfType(TokenUnavailable.class, source::token);
            assertThat(why.reason()).isEqualTo(TokenUnavailable.Reason.GRANT);
        }
        assertThat(there.issuer.count()).isEqualTo(1);
        assertThat(source.status().state()).isEqualTo(TokenStatus.State.FAILED);
    }

    @Test
    void triesTheRefreshTokenBeforeWhereNobodyKnowsHowTheLastRequestEnded() {
        RotatingTokens server = new RotatingTokens("first");
        there.issuer.answering(server);
        TokenSource source = node(REFRESH);
        source.token();
        there.clock.forward(Duration.ofMinutes(5));
        source.renewed(source.token());
        // The server lost its last rotation, and we the answer to a request after it.
        server.forgetTheLastRotation();
        there.store.leaveUnfinished();
        there.clock.forward(Duration.ofMinutes(5));

        assertThat(text(source.renewed(source.token()))).isEqualTo("access-3");
    }

    @Test
    void waitsForANodeThatIsSlowAndTakesOverWhatItGot() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        there.issuer.answering(it -> {
            asked.countDown();
            awaits(answer);
            return TokenIssuer.numbered(it);
        });
        TokenSource slow = node("");
        TokenSource other = node("");
        List<Callable<String>> calls =
                List.of(
                        () -> text(slow.token()),
                        () -> {
                            asked.await();
                            return text(other.token());
                        },
                        () -> {
                            asked.await();
                            // Far longer than the lease: each time it is near its end it is
                            // renewed.
                            for (int i = 0; i < 5; i++) {
                                there.store.awaitExtension();
                                there.clock.forward(SupplyFixture.QUICK.lease().dividedBy(2));
                            }
                            answer.countDown();
                            return "token-1";
                        });

        assertThat(AtOnce.call(calls)).containsOnly("token-1");
        assertThat(there.issuer.count()).isEqualTo(1);
    }

    @Test
    void goesOnFromMemoryWhileTheStoreIsDown() {
        there.store.setWorking(false, false);
        TokenSource source = node("");

        assertThat(text(source.token())).isEqualTo("token-1");
        assertThat(text(source.token())).isEqualTo("token-1");
        there.clock.forward(HOUR);
        assertThat(text(source.token())).isEqualTo("token-2");
        there.store.setWorking(true, true);
        there.clock.forward(HOUR);
        assertThat(text(source.token())).isEqualTo("token-3");
        assertThat(text(node("").token())).isEqualTo("token-3");
    }

    @Test
    void losesNoRotatedRefreshTokenThatTheStoreDidNotTake() {
        RotatingTokens server = new RotatingTokens("first");
        there.issuer.answering(it -> {
            there.store.setWorking(true, false);
            return server.apply(it);
        });
        TokenSource source = node(REFRESH);
        assertThat(text(source.token())).isEqualTo("access-1");
        assertThat(there.spill.all()).hasSize(1);

        there.store.setWorking(true, true);
        there.clock.forward(HOUR);
        assertThat(text(node(REFRESH).token())).isEqualTo("access-2");
        assertThat(server.reuses()).isZero();
    }

    @Test
    void dropsTokensOfWhatIsChangedOrGone() {
        OAuth2Config config = there.here("");
        TokenSupply node = there.supply(SupplyFixture.QUICK);
        nodes.add(node);
        node.source("Sample", "Okta", config, Optional.empty()).token();
        node.source("Sample", "Other", config, Optional.empty()).token();
        OAuth2Config changed = there.here(", scopes: [a]");
        there.store.expectDeletion();

        node.inForce(Map.of(new DefinitionName("Sample", "Okta"), changed));
        there.store.awaitDeletion();

        assertThat(there.store.places(there.clock.instant())).isEmpty();
        assertThat(text(node.source("Sample", "Okta", changed, Optional.empty()).token()))
                .isEqualTo("token-3");
        assertThat(node.attempts("Sample", "Other")).isEmpty();
        assertThat(node.size()).isEqualTo(1);
    }

    @Test
    void tellsNothingSecretOfItsState() {
        TokenSource source = node(", scopes: [read, write]");
        source.token();

        TokenStatus status = source.status();
        assertThat(status.state()).isEqualTo(TokenStatus.State.FRESH);
        assertThat(status.generation()).isEqualTo(1);
        assertThat(status.asked()).containsExactly("read", "write");
        assertThat(status + " " + source + " " + nodes.getFirst().attempts("Sample", "Okta"))
                .doesNotContain("token-1")
                .doesNotContain("s3cret");
        there.clock.forward(HOUR);
        assertThat(source.status().state()).isEqualTo(TokenStatus.State.EXPIRED);
    }

    @Test
    void goesOnForOneWhoStopsWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        there.issuer.answering(it -> {
            asked.countDown();
            awaits(answer);
            return TokenIssuer.numbered(it);
        });
        TokenSource source = node("");
        Thread impatient =
                Thread.ofVirtual()
                        .start(() ->
                                assertThatThrownBy(source::token)
                                        .hasMessageContaining("nobody waits"));
        asked.await();
        impatient.interrupt();
        impatient.join();
        answer.countDown();

        assertThat(text(source.token())).isEqualTo("token-1");
        assertThat(there.issuer.count()).isEqualTo(1);
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
