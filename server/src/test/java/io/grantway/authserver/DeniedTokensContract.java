package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.TokenHash;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every [DeniedTokens] does.
public interface DeniedTokensContract {
    DeniedTokens denied();

    TestClock clock();

    private Instant in(Duration time) {
        return clock().instant().plus(time);
    }

    @Test
    default void deniesWhatItWasToldUntilItExpires() {
        denied().deny(TokenHash.of("one"), in(Duration.ofMinutes(5)));
        assertThat(denied().isDenied(TokenHash.of("one"))).isTrue();
        assertThat(denied().isDenied(TokenHash.of("two"))).isFalse();

        clock().forward(Duration.ofMinutes(5));

        assertThat(denied().isDenied(TokenHash.of("one"))).isFalse();
    }

    @Test
    default void namesThoseThatHaveNotExpired() {
        Instant end = in(Duration.ofMinutes(5));
        denied().deny(TokenHash.of("one"), end);
        denied().deny(TokenHash.of("short"), in(Duration.ofMinutes(1)));

        clock().forward(Duration.ofMinutes(2));

        assertThat(denied().all()).containsOnlyKeys(TokenHash.of("one")).containsValue(end);
    }
}
