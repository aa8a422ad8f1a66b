package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.TokenHash;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [SessionStore] does.
public interface SessionStoreContract {
    /// An empty store.
    SessionStore sessions();

    /// The clock that it goes by.
    TestClock clock();

    private LoginSession login(String username, Duration life) {
        return new LoginSession(
                TokenHash.of("cookie"),
                "a session",
                "Sample",
                username,
                List.of("pwd", "otp"),
                clock().instant(),
                clock().instant().plus(life));
    }

    @Test
    default void givesBackEveryPartOfASession() {
        LoginSession login = login("megan", Duration.ofHours(1));
        sessions().save(login);

        assertThat(sessions().find(TokenHash.of("cookie"))).contains(login);
        assertThat(sessions().find(TokenHash.of("another"))).isEmpty();
    }

    @Test
    default void findsNoSessionThatHasExpired() {
        sessions().save(login("megan", Duration.ofHours(1)));
        clock().forward(Duration.ofHours(1));

        assertThat(sessions().find(TokenHash.of("cookie"))).isEmpty();
    }

    @Test
    default void deletesASessionHoweverOftenAsked() {
        sessions().save(login("megan", Duration.ofHours(1)));

        sessions().delete(TokenHash.of("cookie"));
        sessions().delete(TokenHash.of("cookie"));

        assertThat(sessions().find(TokenHash.of("cookie"))).isEmpty();
    }

    @Test
    default void savesASessionAgainWithALongerLife() {
        sessions().save(login("megan", Duration.ofHours(1)));
        LoginSession longer = login("megan", Duration.ofHours(2));
        sessions().save(longer);
        clock().forward(Duration.ofMinutes(90));

        assertThat(sessions().find(TokenHash.of("cookie"))).contains(longer);
    }
}
