package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.PasswordHash;
import io.grantway.authserver.UserConfig;
import io.grantway.authserver.login.Login.Outcome;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.config.Secret;
import io.grantway.testing.InMemoryUserStore;
import io.grantway.testing.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static final Attempt MEGAN = new Attempt("Sample", "megan", "192.0.2.1");

    private final SecureRandom random = new SecureRandom();
    private final LoginThrottle throttle = new LoginThrottle(new TestClock());

    @Test
    void takesConfiguredPasswordsInClearAndStretched() {
        String stretched = PasswordHash.argon2id("right", random);

        assertThat(login("right", 1).attempt(MEGAN, "right", "req-1"))
                .isInstanceOf(Outcome.LoggedIn.class);
        assertThat(login(stretched, 1).attempt(MEGAN, "right", "req-1"))
                .isInstanceOf(Outcome.LoggedIn.class);
        assertThat(login(stretched, 1).attempt(MEGAN, stretched, "req-1"))
                .isInstanceOf(Outcome.Wrong.class);
    }

    @Test
    void doesNotHoldItAgainstUsersThatItWasBusy() {
        Login busy = login("right", 0);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> busy.attempt(MEGAN, "right", "req-1"))
                    .isInstanceOf(PasswordCheck.Busy.class);
        }

        assertThat(login("right", 1).attempt(MEGAN, "right", "req-1"))
                .isInstanceOf(Outcome.LoggedIn.class);
    }

    private Login login(String configured, int atOnce) {
        DeclaredUsers declared =
                DeclaredUsers.of(
                        Map.of(
                                "Sample",
                                List.of(new UserConfig("megan", null, Secret.of(configured)))));
        PasswordCheck passwords = new PasswordCheck(random, atOnce, Duration.ZERO);
        return new Login(new Users(() -> declared, new InMemoryUserStore(), passwords), throttle);
    }
}
