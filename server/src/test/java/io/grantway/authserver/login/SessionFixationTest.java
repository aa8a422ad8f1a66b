package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Session fixation, and what a session cookie gives away.
class SessionFixationTest {
    private static final String SESSION = "__Host-grantway-session";

    private final LoginFixture fixture = LoginFixture.standard();
    private final TestBrowser browser = fixture.browser();

    @Test
    void aPlantedSessionIdIsWorthlessAfterTheLogin() {
        String planted = "A".repeat(43);
        browser.cookies().put(SESSION, planted);
        fixture.loggedIn(browser);

        assertThat(browser.cookies().get(SESSION)).isNotEqualTo(planted).hasSize(43);
        assertThat(fixture.sessions.find(TokenHash.of(planted))).isEmpty();
    }

    @Test
    void aSecondLoginEndsTheFirstSession() {
        fixture.loggedIn(browser);
        String first = String.valueOf(browser.cookies().get(SESSION));
        TestBrowser again = fixture.browser();
        Response login = again.get(LoginFixture.REQUEST);
        again.cookies().put(SESSION, first);
        again.post(LoginFixture.filled(login, "megan", LoginFixture.PASSWORD));

        assertThat(fixture.sessions.find(TokenHash.of(first))).isEmpty();
        assertThat(fixture.sessions.size()).isEqualTo(1);
    }

    @Test
    void cookiesAreOutOfReachOfScriptsNeighboursAndPlainHttp() {
        Response login = browser.get(LoginFixture.REQUEST);
        Response sent = browser.post(LoginFixture.filled(login, "megan", LoginFixture.PASSWORD));
        List<String> cookies = sent.headers().all("Set-Cookie");

        assertThat(cookies).hasSize(2);
        assertThat(cookies)
                .allSatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("__Host-grantway-")
                                .contains("; Path=/; Secure; HttpOnly; SameSite=Lax")
                                .doesNotContain("Domain"));
    }

    @Test
    void theStoreNeverSeesTheCookie() {
        fixture.loggedIn(browser);
        String cookie = String.valueOf(browser.cookies().get(SESSION));

        assertThat(fixture.sessions.find(TokenHash.of(cookie)))
                .hasValueSatisfying(
                        session -> assertThat(session.toString()).doesNotContain(cookie));
    }

    @Test
    void aSessionOfOneWorkspaceIsNoneInAnother() {
        fixture.loggedIn(browser);
        LoginFixture other = LoginFixture.inWorkspace("Other", fixture.sessions);

        String page = other.browserWith(browser.cookies()).get(LoginFixture.REQUEST).body().text();

        assertThat(page).contains("/login?");
    }
}
