package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.TokenHash;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
                clock().instant().plus(life),
                "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
                "192.0.2.7",
                Set.of(new ServedClient(new UUID(1, 2), new UUID(3, 4))));
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
    default void listsTheLiveSessionsOfAUserTheLatestFirst() {
        LoginSession early = login("megan", Duration.ofHours(1));
        sessions().save(early);
        sessions().save(login("ann", Duration.ofHours(9)).under(TokenHash.of("ann's")));
        clock().forward(Duration.ofMinutes(30));
        LoginSession late = login("megan", Duration.ofHours(1)).under(TokenHash.of("late"));
        sessions().save(late);

        assertThat(sessions().list("Sample", "megan")).containsExactly(late, early);
        assertThat(sessions().list("Other", "megan")).isEmpty();
        clock().forward(Duration.ofMinutes(30));
        assertThat(sessions().list("Sample", "megan")).containsExactly(late);
    }

    @Test
    default void addsTheClientsOfASession() {
        LoginSession login = login("megan", Duration.ofHours(1));
        ServedClient more = new ServedClient(new UUID(5, 6), new UUID(7, 8));
        sessions().save(login);

        sessions().serve(login.hash(), more);
        sessions().serve(login.hash(), more);
        sessions().serve(TokenHash.of("another"), more);

        assertThat(sessions().find(login.hash())).contains(login.serving(more));
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
