package io.grantway.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsedJwtsTest {
    private final TestClock clock = new TestClock();
    private final UsedJwts used = new UsedJwts(clock, Duration.ofSeconds(30), 2);

    private boolean use(String jti, int seconds) {
        return used.use("client", jti, clock.instant().plusSeconds(seconds));
    }

    @Test
    void forgetsNothingBeforeItHasExpired() {
        assertThat(use("a", 60)).isTrue();
        assertThat(use("a", 60)).isFalse();
        clock.forward(Duration.ofSeconds(89));
        assertThat(use("a", 60)).isFalse();
        clock.forward(Duration.ofSeconds(61));
        assertThat(use("a", 60)).isTrue();
    }

    @Test
    void letsNobodyInRatherThanForgetOneEarly() {
        assertThat(use("a", 60)).isTrue();
        assertThat(use("b", 60)).isTrue();
        assertThatThrownBy(() -> use("c", 60)).isInstanceOf(OAuthRefusal.class);
        assertThat(use("a", 60)).isFalse();
        clock.forward(Duration.ofSeconds(150));
        assertThat(use("c", 60)).isTrue();
        assertThat(use("d", 60)).isTrue();
    }
}
