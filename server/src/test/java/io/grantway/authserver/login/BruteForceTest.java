package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Guessing passwords.
class BruteForceTest {
    private final LoginFixture fixture = LoginFixture.standard();

    @Test
    void theSixthGuessMustWaitEvenIfItIsRight() {
        guess(5, "megan", "192.0.2.1");

        Response right = attempt("megan", LoginFixture.PASSWORD, "192.0.2.1");

        assertThat(right.status()).isEqualTo(429);
        assertThat(right.headers().first("Retry-After")).contains("30");
        assertThat(right.body().text()).contains("Wait 30 seconds");
    }

    @Test
    void theUserGetsInOnceTheWaitIsOver() {
        guess(5, "megan", "192.0.2.1");
        fixture.clock.forward(Duration.ofSeconds(30));

        assertThat(attempt("megan", LoginFixture.PASSWORD, "192.0.2.1").status()).isEqualTo(303);
        assertThat(attempt("megan", "wrong", "192.0.2.1").status()).isEqualTo(403);
    }

    @Test
    void everyFurtherGuessDoublesTheWaitUpToAQuarterOfAnHour() {
        guess(5, "megan", "192.0.2.1");
        long[] expected = {30, 60, 120, 240, 480, 900, 900};
        for (long seconds : expected) {
            Response refused = attempt("megan", "wrong", "192.0.2.1");
            assertThat(refused.headers().first("Retry-After")).contains(Long.toString(seconds));
            fixture.clock.forward(Duration.ofSeconds(seconds));
            assertThat(attempt("megan", "wrong", "192.0.2.1").status()).isEqualTo(403);
        }
    }

    @Test
    void guessingFromManyAddressesDoesNotHelp() {
        for (int i = 0; i < 5; i++) {
            attempt("megan", "wrong", "192.0.2." + i);
        }

        assertThat(attempt("megan", "wrong", "198.51.100.1").status()).isEqualTo(429);
    }

    @Test
    void guessingManyNamesFromOneAddressDoesNotHelp() {
        for (int i = 0; i < 25; i++) {
            attempt("user" + i, "wrong", "192.0.2.1");
        }

        assertThat(attempt("megan", LoginFixture.PASSWORD, "192.0.2.1").status()).isEqualTo(429);
        assertThat(attempt("megan", LoginFixture.PASSWORD, "192.0.2.2").status()).isEqualTo(303);
    }

    @Test
    void theManyAddressesOfOneIpv6HostCountAsOne() {
        for (int i = 0; i < 25; i++) {
            attempt("user" + i, "wrong", "2001:db8:0:1::" + Integer.toHexString(i));
        }

        assertThat(attempt("other", "wrong", "2001:db8:0:1:ffff::1").status()).isEqualTo(429);
        assertThat(attempt("other", "wrong", "2001:db8:0:2::1").status()).isEqualTo(403);
    }

    @Test
    void anAccountOfOnesOwnDoesNotWashTheAddressClean() {
        for (int i = 0; i < 24; i++) {
            attempt("user" + i, "wrong", "192.0.2.1");
        }
        assertThat(attempt("megan", LoginFixture.PASSWORD, "192.0.2.1").status()).isEqualTo(303);
        assertThat(attempt("user24", "wrong", "192.0.2.1").status()).isEqualTo(403);

        assertThat(attempt("user25", "wrong", "192.0.2.1").status()).isEqualTo(429);
    }

    @Test
    void manyGuessesAtOnceGetNoMoreTriesThanOneAfterTheOther() throws Exception {
        List<Callable<Integer>> guesses =
                IntStream.range(0, 40)
                        .<Callable<Integer>>mapToObj(
                                i -> () -> attempt("megan", "wrong", "192.0.2." + i).status())
                        .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int tried = 0;
            for (Future<Integer> status : threads.invokeAll(guesses)) {
                tried += status.get() == 403 ? 1 : 0;
            }
            assertThat(tried).isEqualTo(5);
        }
    }

    @Test
    void aPasswordBeyondAnyLengthIsWrongAndCheap() {
        Response refused = attempt("megan", "x".repeat(10_000), "192.0.2.1");

        assertThat(refused.status()).isEqualTo(403);
    }

    private void guess(int times, String username, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(attempt(username, "wrong" + i, address).status()).isEqualTo(403);
        }
    }

    private Response attempt(String username, String password, String address) {
        TestBrowser browser = fixture.browser().at(address);
        return browser.post(
                LoginFixture.filled(browser.get(LoginFixture.REQUEST), username, password));
    }
}
