package io.grantway.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.testing.AtOnce;
import io.grantway.testing.SupplyFixture;
import io.grantway.testing.TokenIssuer;
import io.grantway.testing.TokenIssuer.Answer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tokens over real HTTP, as whoever makes calls sees them.
class TokenSupplyTest {
    private final SupplyFixture there = new SupplyFixture();

    @AfterEach
    void close() {
        there.close();
    }

    private static String text(SuppliedToken token) {
        return token.value().expose(it -> it);
    }

    @Test
    void asksOnceForAllCallsOfALifetime() throws Exception {
        TokenSource source = there.source("");
        Callable<String> call = () -> text(source.token());

        assertThat(AtOnce.call(Collections.nCopies(500, call))).containsOnly("token-1");
        there.clock.forward(Duration.ofMinutes(57));
        assertThat(AtOnce.call(Collections.nCopies(500, call))).containsOnly("token-1");
        assertThat(there.issuer.count()).isEqualTo(1);
    }

    @Test
    void servesTheOldTokenWhileTheNextIsOnItsWay() throws Exception {
        TokenSource source = there.source("");
        source.token();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        there.issuer.answering(it -> {
            asked.countDown();
            awaits(answered);
            return TokenIssuer.numbered(it);
        });

        there.clock.forward(Duration.ofMinutes(59));
        assertThat(text(source.token())).isEqualTo("token-1");
        asked.await();
        Callable<String> call = () -> text(source.token());
        assertThat(AtOnce.call(Collections.nCopies(100, call))).containsOnly("token-1");
        there.clock.forward(Duration.ofMinutes(1));
        answered.countDown();
        assertThat(AtOnce.call(Collections.nCopies(100, call))).containsOnly("token-2");
        assertThat(there.issuer.count()).isEqualTo(2);
    }

    @Test
    void renewsARefusedTokenOnceForAllWhoUsedIt() throws Exception {
        TokenSource source = there.source("");
        SuppliedToken refused = source.token();
        Callable<String> call = () -> text(source.renewed(refused));

        assertThat(AtOnce.call(Collections.nCopies(200, call))).containsOnly("token-2");
        assertThat(there.issuer.count()).isEqualTo(2);

        SuppliedToken again = source.token();
        assertThatThrownBy(() -> source.renewed(again))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("renewed a moment ago");
        there.clock.forward(Duration.ofSeconds(11));
        assertThat(text(source.renewed(again))).isEqualTo("token-3");
    }

    @Test
    void servesAGoodTokenUntilItReallyExpiresWhileTheServerIsDown() {
        TokenSource source = there.source("");
        source.token();
        there.issuer.answering(_ -> Answer.error(503, "temporarily_unavailable"));

        there.clock.forward(Duration.ofSeconds(3595));
        assertThat(text(source.token())).isEqualTo("token-1");
        there.clock.forward(Duration.ofSeconds(6));
        assertThatThrownBy(source::token)
                .isInstanceOfSatisfying(
                        TokenUnavailable.class,
                        it -> {
                            assertThat(it.reason()).isEqualTo(TokenUnavailable.Reason.TRANSIENT);
                            assertThat(it.definition()).isEqualTo("Okta");
                        })
                .hasMessageContaining("\"Okta\"")
                .hasMessageContaining("503");
    }

    @Test
    void tellsAFailureToAllWhoWaitAndAsksAgainLater() throws Exception {
        there.issuer.answering(_ -> Answer.error(500, "server_error"));
        TokenSource source = there.source("");
        Callable<String> call =
                () -> {
                    try {
                        return text(source.token());
                    } catch (TokenUnavailable e) {
                        return e.reason().toString();
                    }
                };

        assertThat(AtOnce.call(Collections.nCopies(100, call))).containsOnly("TRANSIENT");
        assertThat(there.issuer.count()).isEqualTo(1);
        there.issuer.answering(TokenIssuer::numbered);
        there.clock.forward(Duration.ofSeconds(2));
        assertThat(text(source.token())).isEqualTo("token-2");
        assertThat(there.supply.attempts("Sample", "Okta"))
                .extracting(it -> it.failure().isPresent())
                .isEqualTo(List.of(true, false));
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
