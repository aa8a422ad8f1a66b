package io.grantway.authserver.login;

import static io.grantway.testing.PagesFixture.CALLBACK;
import static io.grantway.testing.PagesFixture.PASSWORD;
import static io.grantway.testing.PagesFixture.error;
import static io.grantway.testing.PagesFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.LinkedIdentity;
import io.grantway.authserver.PasswordHash;
import io.grantway.authserver.User;
import io.grantway.catalog.Ids;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.TestBrowser;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What users see on the page of their account, and what they can end there.
class AccountPagesTest {
    private static final String ACCOUNT = "/auth/account";
    private static final UUID MEGAN = Ids.of("default", "user", "megan");
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final PagesFixture server = new PagesFixture();
    private final TestBrowser browser = server.browser();

    private Response loggedIn(TestBrowser at, String username, String password) {
        Response sent = at.post(LoginFixture.filled(at.get(ACCOUNT), username, password));
        return sent.status() == 303 ? at.get(TestBrowser.location(sent)) : sent;
    }

    private Response loggedIn(TestBrowser at) {
        return loggedIn(at, "megan", PASSWORD);
    }

    private static String shown(TestBrowser at) {
        return at.get(ACCOUNT).body().text();
    }

    private Response ask(TestBrowser at, String scope) {
        return at.get(PagesFixture.authorize("crm", scope) + "&redirect_uri=" + CALLBACK);
    }

    /// The refresh token that a logged-in user's consent gives.
    private String allowed(TestBrowser at, String scope) {
        Response page = ask(at, scope);
        Response back =
                page.status() == 303
                        ? page
                        : at.post(TestBrowser.form(page, "consent").with("decision", "allow"));
        String location = TestBrowser.location(back);
        String code =
                Parameters.parse(location.substring(location.indexOf('?') + 1))
                        .first("code")
                        .orElseThrow();
        return text(server.asCrm("/token", PagesFixture.redemption(code)), "refresh_token");
    }

    private Response refreshed(String token) {
        return server.asCrm("/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    private void asksToLogIn(TestBrowser at) {
        assertThat(shown(at)).contains("name=\"password\"");
    }

    private void stored(String username) {
        server.users.create(
                new User(
                        new UUID(7, 7),
                        "default",
                        username,
                        Optional.empty(),
                        PasswordHash.argon2id("the old password", new SecureRandom())));
    }

    private void linked() {
        server.identities.link(
                new LinkedIdentity(
                        "default",
                        "https://corp.example/idp",
                        "1",
                        MEGAN,
                        "megan@corp.example",
                        server.clock.instant()));
    }

    private static Response changed(TestBrowser at, String current, String fresh, String again) {
        return at.post(
                TestBrowser.form(at.get(ACCOUNT + "/password"), "password")
                        .with("current", current)
                        .with("fresh", fresh)
                        .with("again", again));
    }

    @Test
    void asksForALoginAndShowsNothingBefore() {
        Response asked = browser.get(ACCOUNT);

        assertThat(asked.body().text()).contains("name=\"password\"").doesNotContain("Megan");
        assertThat(loggedIn(browser).body().text()).contains("Your account", "Megan Miller");
    }

    @Test
    void showsWhatAnApplicationMayDoAndEndsItWithItsTokens() {
        loggedIn(browser);
        String token = allowed(browser, "read");
        Response page = browser.get(ACCOUNT);
        assertThat(page.body().text()).contains("crm-app", "See your orders", "since 2026-03-01");

        Response answer = browser.post(TestBrowser.form(page, "withdraw"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(shown(browser)).doesNotContain("crm-app");
        assertThat(error(refreshed(token))).isEqualTo("invalid_grant");
        assertThat(ask(browser, "read").body().text()).contains("value=\"deny\"");
    }

    @Test
    void withdrawsOneApplicationAndNoOther() {
        loggedIn(browser);
        String token = allowed(browser, "read");
        Response page = browser.get(ACCOUNT);

        browser.post(TestBrowser.form(page, "withdraw").with("id", new UUID(1, 1).toString()));

        assertThat(shown(browser)).contains("crm-app");
        assertThat(refreshed(token).status()).isEqualTo(200);
    }

    @Test
    void tellsBrowsersApartAndLogsAnotherOut() {
        TestBrowser other = server.browser().at("198.51.100.7").sending("User-Agent", FIREFOX);
        loggedIn(other);
        String token = allowed(other, "read");
        Response page = loggedIn(browser);
        assertThat(page.body().text())
                .contains("this browser", "Firefox, Windows", "from 198.51.100.7")
                .containsOnlyOnce("this browser");

        browser.post(TestBrowser.form(page, "end"));

        assertThat(shown(browser)).contains("this browser").doesNotContain("Firefox");
        asksToLogIn(other);
        assertThat(error(refreshed(token))).isEqualTo("invalid_grant");
    }

    @Test
    void logsAllOthersOutAndStaysItself() {
        TestBrowser first = server.browser();
        TestBrowser second = server.browser();
        loggedIn(first);
        loggedIn(second);
        Response page = loggedIn(browser);

        browser.post(TestBrowser.form(page, "others"));

        asksToLogIn(first);
        asksToLogIn(second);
        assertThat(shown(browser)).contains("this browser").doesNotContain("End all others");
    }

    @ParameterizedTest
    @ValueSource(strings = {"withdraw", "end", "others", "unlink"})
    void asksWhoeverLoggedInLongAgoToDoSoAgainBeforeAChange(String step) {
        TestBrowser other = server.browser();
        linked();
        loggedIn(browser);
        allowed(browser, "read");
        loggedIn(other);
        server.clock.forward(Duration.ofMinutes(16));
        Response page = browser.get(ACCOUNT);
        assertThat(page.body().text()).contains("this browser");

        Response answer = browser.post(TestBrowser.form(page, step));

        assertThat(answer.body().text()).contains("name=\"password\"");
        assertThat(shown(other)).contains("this browser", "crm-app");
        assertThat(server.identities.of(MEGAN)).hasSize(1);
        browser.post(LoginFixture.filled(answer, "megan", PASSWORD));
        assertThat(browser.post(TestBrowser.form(browser.get(ACCOUNT), step)).status())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"withdraw", "end", "others", "unlink"})
    void changesNothingForAFormOfAnotherSiteOrAnotherUser(String step) {
        TestBrowser other = server.browser();
        linked();
        loggedIn(other);
        loggedIn(browser);
        String token = allowed(browser, "read");
        TestBrowser.Form form = TestBrowser.form(browser.get(ACCOUNT), step);

        assertThat(other.post(form).status()).isEqualTo(403);
        assertThat(browser.post(form.with("token", "AAAA")).status()).isEqualTo(403);
        browser.sending("Sec-Fetch-Site", "cross-site");
        assertThat(browser.post(form).status()).isEqualTo(403);
        assertThat(shown(other)).contains("this browser");
        assertThat(server.identities.of(MEGAN)).hasSize(1);
        assertThat(refreshed(token).status()).isEqualTo(200);
    }

    @Test
    void changesAPasswordAndEndsWhatOthersGotByTheOldOne() {
        stored("ann");
        TestBrowser other = server.browser();
        loggedIn(other, "ann", "the old password");
        String theirs = allowed(other, "read");
        loggedIn(browser, "ann", "the old password");
        String own = allowed(browser, "read");
        String before = browser.cookies().get("__Host-grantway-session");

        Response done = changed(browser, "the old password", "a new password", "a new password");

        assertThat(done.body().text()).contains("Your password is changed");
        asksToLogIn(other);
        assertThat(error(refreshed(theirs))).isEqualTo("invalid_grant");
        assertThat(refreshed(own).status()).isEqualTo(200);
        assertThat(shown(browser)).contains("this browser");
        assertThat(browser.cookies().get("__Host-grantway-session")).isNotEqualTo(before);
        assertThat(loggedIn(server.browser(), "ann", "the old password").status()).isEqualTo(403);
        assertThat(loggedIn(server.browser(), "ann", "a new password").body().text())
                .contains("Your account");
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, a new password, a new password, 403, The current password is wrong",
        "the old password, tiny, tiny, 400, too short",
        "the old password, a new password, another one, 400, differ",
    })
    void refusesANewPassword(String current, String fresh, String again, int status, String why) {
        stored("ann");
        loggedIn(browser, "ann", "the old password");

        Response answer = changed(browser, current, fresh, again);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().text()).contains(why).doesNotContain(fresh);
        assertThat(loggedIn(server.browser(), "ann", "the old password").body().text())
                .contains("Your account");
    }

    @Test
    void slowsGuessingOfTheCurrentPasswordDown() {
        stored("ann");
        loggedIn(browser, "ann", "the old password");
        for (int i = 0; i < 5; i++) {
            changed(browser, "guess " + i, "a new password", "a new password");
        }

        Response answer = changed(browser, "the old password", "a new password", "a new password");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().first("Retry-After")).isPresent();
    }

    @Test
    void changesNoPasswordThatTheConfigurationSets() {
        assertThat(loggedIn(browser).body().text()).doesNotContain("/auth/account/password");

        assertThat(browser.get(ACCOUNT + "/password").status()).isEqualTo(303);
    }

    @Test
    void showsWaysToLogInBelowItAndNotBelowTheAuthorizationEndpoint() {
        loggedIn(browser);

        assertThat(shown(browser)).contains("href=\"/auth/account/factors\"");
        assertThat(browser.get(ACCOUNT + "/factors").body().text()).contains("Authenticator app");
        assertThat(browser.get("/auth/authorize/factors").status()).isEqualTo(404);
    }

    @Test
    void isLinkedWhereUsersAllowSomething() {
        loggedIn(browser);

        assertThat(ask(browser, "read").body().text()).contains("href=\"/auth/account\"");
    }

    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18"
                + " Safari/605.1.15, 'Safari, Mac'",
        "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0, 'Edge, Windows'",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/140 Mobile Safari/604.1,"
                + " 'Chrome, iPhone'",
        "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36, 'Chrome, Android'",
        "<script>alert(1)</script>, Unknown browser",
    })
    void namesABrowserAsItsUserWould(String userAgent, String name) {
        browser.sending("User-Agent", userAgent);

        assertThat(loggedIn(browser).body().text())
                .contains("<strong>" + name + "</strong>")
                .doesNotContain(userAgent);
    }

    @Test
    void speaksGerman() {
        browser.sending("Accept-Language", "de");

        assertThat(loggedIn(browser).body().text()).contains("Ihr Konto", "dieser Browser");
    }
}
