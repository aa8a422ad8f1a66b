package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.PagesConfig;
import io.grantway.http.Body;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.Target;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestBrowser;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LoginPagesTest {
    private static final String LOGOUT = LoginFixture.AUTHORIZE + "/logout";

    private final LoginFixture fixture = LoginFixture.standard();
    private final TestBrowser browser = fixture.browser();

    @Test
    void sendsTheBrowserBackWithACodeOnceTheUserLoggedInAndAllowedIt() {
        Response login = browser.get(LoginFixture.REQUEST);
        Response sent = browser.post(LoginFixture.filled(login, "megan", LoginFixture.PASSWORD));
        Response consent = browser.get(TestBrowser.location(sent));
        Response done =
                browser.post(TestBrowser.form(consent, "consent").with("decision", "allow"));

        assertThat(sent.status()).isEqualTo(303);
        assertThat(TestBrowser.location(sent)).startsWith(LoginFixture.AUTHORIZE + "?client_id=");
        assertThat(consent.body().text())
                .contains("Allow <strong>SampleApp</strong> access", "<code>write</code>")
                .contains("Megan Miller (megan)", "<strong>client.example</strong>");
        assertThat(done.status()).isEqualTo(303);
        assertThat(TestBrowser.location(done))
                .isEqualTo("https://client.example/callback?code=abc");
        assertThat(fixture.authorization.approved()).containsExactly("megan: read write");
    }

    @Test
    void tellsTheApplicationThatTheUserRefused() {
        Response consent = fixture.loggedIn(browser);
        Response done = browser.post(TestBrowser.form(consent, "consent").with("decision", "deny"));

        assertThat(TestBrowser.location(done)).endsWith("?error=access_denied");
        assertThat(fixture.authorization.approved()).isEmpty();
        assertThat(fixture.authorization.denied()).containsExactly("read write");
    }

    @Test
    void asksOnlyForConsentWhileTheSessionLives() {
        fixture.loggedIn(browser);
        fixture.clock.forward(Duration.ofHours(8).minusSeconds(1));
        assertThat(browser.get(LoginFixture.REQUEST).body().text()).contains("/consent?");

        fixture.clock.forward(Duration.ofSeconds(1));
        assertThat(browser.get(LoginFixture.REQUEST).body().text()).contains("/login?");
    }

    @Test
    void asksAgainWhereTheSessionEndedBeforeTheDecision() {
        Response consent = fixture.loggedIn(browser);
        fixture.clock.forward(Duration.ofHours(9));
        Response late =
                browser.post(TestBrowser.form(consent, "consent").with("decision", "allow"));

        assertThat(late.status()).isEqualTo(303);
        assertThat(browser.get(TestBrowser.location(late)).body().text()).contains("/login?");
        assertThat(fixture.authorization.approved()).isEmpty();
    }

    @Test
    void refusesADecisionThatIsNeitherOfTheTwo() {
        Response consent = fixture.loggedIn(browser);

        Response none = browser.post(TestBrowser.form(consent, "consent"));

        assertThat(none.status()).isEqualTo(400);
        assertThat(fixture.authorization.approved()).isEmpty();
        assertThat(fixture.authorization.denied()).isEmpty();
    }

    @Test
    void letsTheUserTakeAnotherAccountForTheSameRequest() {
        Response consent = fixture.loggedIn(browser);
        Response out = browser.post(TestBrowser.form(consent, "logout"));

        assertThat(fixture.sessions.size()).isZero();
        assertThat(browser.cookies()).doesNotContainKey("__Host-grantway-session");
        assertThat(browser.get(TestBrowser.location(out)).body().text()).contains("/login?");
    }

    @Test
    void logsOutWithoutAnApplicationWaiting() {
        fixture.loggedIn(browser);
        Response asked = browser.get(LOGOUT);
        Response out = browser.post(TestBrowser.form(asked, "logout"));

        assertThat(fixture.sessions.size()).isZero();
        assertThat(browser.get(TestBrowser.location(out)).body().text())
                .contains("You are logged out");
    }

    @Test
    void tellsTheUserAboutAnUnknownApplication() {
        Response failure = browser.get(LoginFixture.AUTHORIZE + "?client_id=nobody");

        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.body().text())
                .contains("This application is not known here", "What to do:", "req-1");
    }

    @Test
    void tellsTheApplicationAboutAScopeThatItCannotHave() {
        Response refused =
                browser.get(LoginFixture.AUTHORIZE + "?client_id=clientid&scope=everything");

        assertThat(refused.status()).isEqualTo(303);
        assertThat(TestBrowser.location(refused)).endsWith("/callback?error=invalid_scope");
    }

    @Test
    void refusesPlainHttpEvenForThePageItself() {
        Request plain = Requests.get("http://api.example" + LoginFixture.REQUEST);

        Response refused = fixture.handler.handle(plain);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().text()).contains("not secure").doesNotContain("password\"");
    }

    @Test
    void doesNotBelieveAStrangerThatSaysTheConnectionWasSecure() {
        LoginFixture proxied = LoginFixture.behindProxy();
        String url = "http://api.example" + LoginFixture.REQUEST;
        Request forged = Requests.get(url, "X-Forwarded-Proto", "https");

        assertThat(proxied.handler.handle(forged).status()).isEqualTo(400);
    }

    @Test
    void beginsAgainWhereAStepIsReloaded() {
        Response reloaded = browser.get(LoginFixture.AUTHORIZE + "/login?client_id=clientid");

        assertThat(reloaded.status()).isEqualTo(303);
        assertThat(TestBrowser.location(reloaded))
                .isEqualTo(LoginFixture.AUTHORIZE + "?client_id=clientid");
    }

    @Test
    void speaksTheBrowsersLanguageAndEnglishOtherwise() {
        String german =
                fixture.browser()
                        .sending("Accept-Language", "fr, de-AT;q=0.8, en;q=0.5")
                        .get(LoginFixture.REQUEST)
                        .body()
                        .text();
        String other =
                fixture.browser()
                        .sending("Accept-Language", ";;nonsense;;")
                        .get(LoginFixture.REQUEST)
                        .body()
                        .text();

        assertThat(german).contains("<html lang=\"de\">", "Benutzername");
        assertThat(other).contains("<html lang=\"en\">", "Username");
    }

    @Test
    void canBeUsedByKeyboardAndScreenReader() {
        Response wrong =
                browser.post(LoginFixture.filled(browser.get(LoginFixture.REQUEST), "meg", "no"));

        assertThat(wrong.body().text())
                .contains("<label for=\"username\">", "<label for=\"password\">")
                .contains("autocomplete=\"username\"", "autocomplete=\"current-password\"")
                .contains("role=\"alert\" id=\"alert\"", "aria-describedby=\"alert\"")
                .contains("<title>Error: Log in")
                .containsOnlyOnce("autofocus")
                .containsOnlyOnce("<h1>");
    }

    @Test
    void servesWhatItLinksToForEver() {
        String html = browser.get(LoginFixture.REQUEST).body().text();
        Matcher links = Pattern.compile("(?:href|src)=\"([^\"]+/assets/[^\"]+)\"").matcher(html);
        int served = 0;
        while (links.find()) {
            Response asset = browser.get(links.group(1));
            assertThat(asset.status()).isEqualTo(200);
            assertThat(asset.headers().first("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
            served++;
        }

        assertThat(served).isEqualTo(3);
        assertThat(browser.get(LoginFixture.AUTHORIZE + "/assets/other.css").status())
                .isEqualTo(404);
    }

    @Test
    void describesScopesInTheOperatorsWords() {
        PagesConfig config =
                new PagesConfig("Acme", null, "#ffcc00", Map.of("read", "See your events"));
        LoginFixture acme = LoginFixture.of("App", "https://client.example/callback", config);

        assertThat(acme.loggedIn(acme.browser()).body().text())
                .contains("See your events <code>read</code>", "Acme")
                .contains("with these permissions: <code>write</code>");
    }

    @Test
    void namesTheHostThatTheUserGoesToAndNotWhatLooksLikeIt() {
        String redirectUri = "https://bank.example@client.example:8443/cb";
        LoginFixture disguised = LoginFixture.of("App", redirectUri, PagesConfig.STANDARD);

        assertThat(disguised.loggedIn(disguised.browser()).body().text())
                .contains("<strong>client.example:8443</strong>")
                .doesNotContain("bank.example@");
    }

    @Test
    void saysSoWhereTheStoreCannotAnswer() {
        fixture.sessions.breakDown();
        Request request =
                Requests.get(
                        "https://api.example" + LoginFixture.REQUEST,
                        "Cookie",
                        "__Host-grantway-session=" + "A".repeat(43));

        Response refused = fixture.handler.handle(request);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers().first("Retry-After")).isPresent();
        assertThat(refused.body().text())
                .contains("try again in a moment")
                .doesNotContain("disk full");
    }

    @Test
    void refusesFormsThatAreNone() {
        Request json = Requests.json(url("/login?client_id=clientid"), "{}");
        Request huge =
                Requests.form(url("/login?client_id=clientid"), "username=" + "x".repeat(20_000));
        Request malformed = malformedQuery();

        assertThat(fixture.handler.handle(json).status()).isEqualTo(415);
        assertThat(fixture.handler.handle(huge).status()).isEqualTo(413);
        assertThat(fixture.handler.handle(malformed).status()).isEqualTo(400);
    }

    @Test
    void refusesMethodsOtherThanGetAndPost() {
        Request put =
                new Request(Requests.head("PUT", url("/login?client_id=clientid")), Body.EMPTY);

        assertThat(fixture.handler.handle(put).status()).isEqualTo(405);
    }

    private static String url(String step) {
        return "https://api.example" + LoginFixture.AUTHORIZE + step;
    }

    private static Request malformedQuery() {
        RequestHead good = Requests.head("GET", url(""));
        Target target = good.target();
        Target bad =
                new Target(target.scheme(), target.host(), target.port(), target.path(), "a=%zz");
        return new Request(
                new RequestHead("req-1", "GET", "HTTP/1.1", bad, good.headers(), good.peer()),
                Body.EMPTY);
    }
}
