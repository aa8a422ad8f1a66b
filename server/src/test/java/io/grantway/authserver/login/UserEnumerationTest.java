package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.PasswordHash;
import io.grantway.authserver.User;
import io.grantway.authserver.UserConfig;
import io.grantway.config.Secret;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Finding out who has an account here.
class UserEnumerationTest {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final LoginFixture fixture = LoginFixture.standard();

    @Test
    void anUnknownUserAndAWrongPasswordLookTheSame() {
        store("stored");
        Response unknown = attempt("nobody", "nobody");
        Response declared = attempt("megan", "nobody");
        Response stored = attempt("stored", "nobody");

        assertThat(unknown.status()).isEqualTo(403);
        assertThat(declared.status()).isEqualTo(403);
        assertThat(stored.status()).isEqualTo(403);
        assertThat(withoutName(declared, "megan")).isEqualTo(withoutName(unknown, "nobody"));
        assertThat(withoutName(stored, "stored")).isEqualTo(withoutName(unknown, "nobody"));
    }

    @Test
    void anUnknownUserCostsAsMuchTimeAsAKnownOne() {
        store("stored");
        attempt("warm", "up");
        List<Long> known = new ArrayList<>();
        List<Long> declared = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            known.add(nanos("stored"));
            declared.add(nanos("megan"));
            unknown.add(nanos("nobody"));
        }

        // Of this thread alone, so that a busy machine changes nothing. Without the decoy the ratio
        // is in the hundreds.
        assertThat(least(unknown)).isGreaterThan(least(known) / 3);
        assertThat(least(declared)).isGreaterThan(least(known) / 3);
    }

    /// Counted, not timed: whoever stretches nothing would answer where nobody may stretch.
    @ParameterizedTest
    @CsvSource({
        "declared, right",
        "declared, wrong",
        "hashed, wrong",
        "stored, wrong",
        "nobody, x"
    })
    void everyAnswerStretchesOnePassword(String username, String password) {
        store("stored");
        DeclaredUsers declared =
                DeclaredUsers.of(
                        Map.of(
                                LoginFixture.WORKSPACE,
                                List.of(
                                        new UserConfig("declared", null, Secret.of("right")),
                                        new UserConfig(
                                                "hashed",
                                                null,
                                                Secret.of(
                                                        PasswordHash.argon2id(
                                                                "right", new SecureRandom()))))));
        PasswordCheck none = new PasswordCheck(new SecureRandom(), 0, Duration.ZERO);
        Users users = new Users(() -> declared, fixture.users, none);

        assertThatThrownBy(() -> users.authenticate(LoginFixture.WORKSPACE, username, password))
                .isInstanceOf(PasswordCheck.Busy.class);
    }

    @Test
    void anUnknownUserIsThrottledAsAKnownOneIs() {
        for (int i = 0; i < 5; i++) {
            attempt("nobody", "x");
            attempt("megan", "x");
        }
        Response unknown = attempt("nobody", "x");
        Response known = attempt("megan", "x");

        assertThat(unknown.status()).isEqualTo(429);
        assertThat(known.status()).isEqualTo(429);
        assertThat(withoutName(known, "megan")).isEqualTo(withoutName(unknown, "nobody"));
    }

    private void store(String username) {
        fixture.users.create(
                new User(
                        new UUID(1, 1),
                        LoginFixture.WORKSPACE,
                        username,
                        Optional.empty(),
                        PasswordHash.argon2id("a password", new SecureRandom())));
    }

    private long nanos(String username) {
        TestBrowser browser = fixture.browser();
        TestBrowser.Form form =
                LoginFixture.filled(browser.get(LoginFixture.REQUEST), username, "wrong");
        long start = CPU.getCurrentThreadCpuTime();
        browser.post(form);
        return CPU.getCurrentThreadCpuTime() - start;
    }

    private static long least(List<Long> nanos) {
        return nanos.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    private Response attempt(String username, String password) {
        TestBrowser browser = fixture.browser();
        return browser.post(
                LoginFixture.filled(browser.get(LoginFixture.REQUEST), username, password));
    }

    private static String withoutName(Response page, String username) {
        return page.body()
                .text()
                .replaceAll("name=\"token\" value=\"[^\"]*\"", "")
                .replace("value=\"" + username + "\"", "");
    }
}
