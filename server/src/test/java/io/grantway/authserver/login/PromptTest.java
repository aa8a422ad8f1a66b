package io.grantway.authserver.login;

import static io.grantway.testing.BrowserFixture.CALLBACK;
import static io.grantway.testing.BrowserFixture.allowed;
import static io.grantway.testing.BrowserFixture.request;
import static io.grantway.testing.BrowserFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.Response;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.TestBrowser;
import io.grantway.testing.TestBrowser.Form;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a client may say that its user be asked (OpenID Connect Core §3.1.2.1), and what attackers
/// may make of it.
class PromptTest {
    private final BrowserFixture fixture = new BrowserFixture("{}");
    private final TestBrowser browser = fixture.browser();

    private static boolean asksForPassword(Response page) {
        return page.status() == 200 && page.body().text().contains("type=\"password\"");
    }

    private static boolean asksForConsent(Response page) {
        return page.status() == 200 && page.body().text().contains("value=\"allow\"");
    }

    private static String error(Response redirect) {
        assertThat(TestBrowser.location(redirect)).startsWith(CALLBACK);
        return told(redirect).first("error").orElseThrow();
    }

    private SignedJWT idToken(Response answer) throws Exception {
        String code = told(answer).first("code").orElseThrow();
        return SignedJWT.parse(fixture.redeemed(code).path("id_token").asString(""));
    }

    @Test
    void asksAUserWhoIsLoggedInForConsentOnly() {
        fixture.loggedIn(browser, request());

        assertThat(asksForConsent(browser.get(request()))).isTrue();
    }

    @Test
    void asksForANewLoginOnceAndNotForEver() throws Exception {
        fixture.loggedIn(browser, request());
        fixture.clock.forward(Duration.ofMinutes(5));
        Date before = Date.from(fixture.clock.instant().minusSeconds(1));

        Response login = browser.get(request("prompt", "login"));
        assertThat(asksForPassword(login)).isTrue();
        Response consent = fixture.loggedIn(browser, login, "megan");
        assertThat(asksForConsent(consent)).isTrue();

        assertThat(idToken(allowed(browser, consent)).getJWTClaimsSet().getDateClaim("auth_time"))
                .isAfter(before);
    }

    @Test
    void asksForANewLoginAgainWithTheNextRequest() {
        fixture.loggedIn(browser, request("prompt", "login"));

        assertThat(asksForPassword(browser.get(request("prompt", "login")))).isTrue();
    }

    @Test
    void keepsAskingForANewLoginWhenThePageIsLoadedAgain() {
        fixture.loggedIn(browser, request());
        Form login = TestBrowser.form(browser.get(request("prompt", "login")), "login");

        Response again = browser.get(login.action());

        assertThat(again.status()).isEqualTo(303);
        assertThat(asksForPassword(browser.get(TestBrowser.location(again)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000.-.AAAA",
                "9999999999.-.",
                "1.00000000.47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                "x"
            })
    void takesNoMarkThatItDidNotMakeForALogin(String mark) {
        fixture.loggedIn(browser, request());

        String address = request("prompt", "login", "grantway_mark", mark);

        assertThat(asksForPassword(browser.get(address))).isTrue();
    }

    @Test
    void takesNoMarkOfAnotherRequestForALogin() {
        TestBrowser stranger = fixture.browser();
        Form login = TestBrowser.form(stranger.get(request("prompt", "login")), "login");
        String mark = login.action().replaceFirst(".*grantway_mark=", "");
        fixture.loggedIn(browser, request());

        String other = request("prompt", "login", "state", "other", "grantway_mark", mark);
        assertThat(asksForPassword(browser.get(other))).isTrue();
    }

    @Test
    void takesNoDecisionOfSomebodyWhoSkippedTheLogin() {
        Response consent = fixture.loggedIn(browser, request());
        Form form = TestBrowser.form(consent, "consent").with("decision", "allow");

        Response answer =
                browser.post(form.to(form.action().replace("nonce=n1", "nonce=n1&prompt=login")));

        assertThat(TestBrowser.location(answer)).startsWith("/auth/authorize?");
    }

    @Test
    void asksForANewLoginWhenTheOldOneIsTooOld() {
        fixture.loggedIn(browser, request());
        fixture.clock.forward(Duration.ofSeconds(100));

        assertThat(asksForConsent(browser.get(request("max_age", "120")))).isTrue();
        Response login = browser.get(request("max_age", "60"));
        assertThat(asksForPassword(login)).isTrue();
        assertThat(asksForConsent(fixture.loggedIn(browser, login, "megan"))).isTrue();
    }

    @Test
    void asksAsTheClientUsuallyWantsWhereTheRequestDoesNotSay() {
        BrowserFixture other =
                new BrowserFixture(
                        "{}",
                        "{name: Careful, clientId: careful, clientSecret: s, redirectUris: ["
                                + BrowserFixture.CALLBACK
                                + "], metadata: {defaultMaxAge: 60s, defaultAcrValues: ['2']}}");
        TestBrowser in = other.browser();
        other.loggedIn(in, request());

        assertThat(in.get(request("client_id", "careful")).body().text())
                .contains("Set up an authenticator app");
        assertThat(asksForConsent(in.get(request("client_id", "careful", "acr_values", "1"))))
                .isTrue();
        other.clock.forward(Duration.ofSeconds(100));
        assertThat(asksForPassword(in.get(request("client_id", "careful")))).isTrue();
        String enough = request("client_id", "careful", "acr_values", "1", "max_age", "120");
        assertThat(asksForConsent(in.get(enough))).isTrue();
    }

    @Test
    void asksForOneNewLoginWhereNoAgeWillDo() {
        fixture.loggedIn(browser, request());

        Response login = browser.get(request("max_age", "0"));
        assertThat(asksForPassword(login)).isTrue();
        fixture.clock.forward(Duration.ofSeconds(1));

        assertThat(asksForConsent(fixture.loggedIn(browser, login, "megan"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "prompt, sometimes",
        "prompt, none login",
        "prompt, none consent select_account",
        "prompt, LOGIN",
        "max_age, -1",
        "max_age, 1.5",
        "max_age, soon",
        "max_age, 9999999999",
        "id_token_hint, nonsense",
    })
    void refusesWhatMakesNoSense(String name, String value) {
        assertThat(error(browser.get(request(name, value)))).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "max_age", "login_hint", "id_token_hint", "ui_locales"})
    void refusesWhatIsSaidTwice(String name) {
        String twice = request(name, "x") + "&" + name + "=y";

        assertThat(error(browser.get(twice))).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "max_age", "login_hint", "acr_values", "display", "claims"})
    void takesAnEmptyValueAsNone(String name) {
        assertThat(asksForPassword(browser.get(request() + "&" + name + "="))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "%0A", "%C3", "%FF"})
    void refusesBrokenText(String text) {
        String encoded = text.equals("\0") ? "%00" : text;

        assertThat(error(browser.get(request("state", "") + "&state=a" + encoded)))
                .isEqualTo("invalid_request");
    }

    @Test
    void refusesWhatNobodyCouldWantToSay() {
        assertThat(error(browser.get(request("nonce", "n".repeat(5000)))))
                .isEqualTo("invalid_request");
    }

    @Test
    void saysSilentlyThatNobodyIsLoggedIn() {
        Response answer = browser.get(request("prompt", "none"));

        assertThat(error(answer)).isEqualTo("login_required");
        assertThat(told(answer).first("state")).contains("s1");
        assertThat(told(answer).first("iss")).contains(BrowserFixture.ISSUER);
    }

    @Test
    void saysSilentlyThatTheUserMustBeAsked() {
        fixture.loggedIn(browser, request());

        assertThat(error(browser.get(request("prompt", "none")))).isEqualTo("consent_required");
    }

    @Test
    void saysSilentlyThatTheLoginIsTooOld() {
        fixture.loggedIn(browser, request());
        fixture.clock.forward(Duration.ofMinutes(10));

        assertThat(error(browser.get(request("prompt", "none", "max_age", "60"))))
                .isEqualTo("login_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"megan", "nobody", "paul"})
    void tellsNoClientWhetherAUserExists(String name) {
        Response answer = browser.get(request("prompt", "none", "login_hint", name));

        assertThat(TestBrowser.location(answer))
                .isEqualTo(TestBrowser.location(browser.get(request("prompt", "none"))));
    }

    @Test
    void fillsInTheNameThatTheClientExpects() {
        assertThat(browser.get(request("login_hint", "me\"gan")).body().text())
                .contains("value=\"me&#34;gan\"");
        assertThat(browser.get(request("login_hint", "m".repeat(200))).body().text())
                .doesNotContain("value=\"mmmm");
    }

    @Test
    void speaksTheUsersLanguage() {
        TestBrowser english = fixture.browser().sending("Accept-Language", "en");

        assertThat(english.get(request("ui_locales", "fr de-CH en")).body().text())
                .contains("<html lang=\"de\">");
        assertThat(english.get(request("ui_locales", "fr xx-- *")).body().text())
                .contains("<html lang=\"en\">");
        assertThat(english.get(request("ui_locales", "fr")).body().text())
                .contains("<html lang=\"en\">");
    }

    @Test
    void knowsItsUserByAnIdTokenHoweverOld() throws Exception {
        String hint = idToken(fixture.consented(request())).serialize();
        fixture.clock.forward(Duration.ofDays(2));
        Response login = browser.get(request("id_token_hint", hint));
        assertThat(login.body().text()).contains("value=\"megan\"");

        assertThat(TestBrowser.location(fixture.loggedIn(browser, login, "megan")))
                .contains("code=");
    }

    /// Else a client that nobody knows could try names until it learns who is at the browser.
    @Test
    void tellsNoStrangerWhetherACertainUserIsLoggedIn() {
        fixture.loggedIn(browser, request());

        for (String name : new String[] {"megan", "paul", "nobody"}) {
            String claims = "{\"id_token\":{\"sub\":{\"value\":\"" + name + "\"}}}";
            assertThat(error(browser.get(request("claims", claims, "prompt", "none"))))
                    .isEqualTo("login_required");
        }
    }

    @Test
    void asksForTheUserOfAnIdTokenAndRefusesAnother() throws Exception {
        String hint = idToken(fixture.consented(request())).serialize();
        fixture.loggedIn(browser, browser.get(request()), "paul");

        assertThat(error(browser.get(request("id_token_hint", hint, "prompt", "none"))))
                .isEqualTo("login_required");
        Response login = browser.get(request("id_token_hint", hint));
        assertThat(asksForPassword(login)).isTrue();
        fixture.clock.forward(Duration.ofSeconds(1));
        assertThat(error(fixture.loggedIn(browser, login, "paul"))).isEqualTo("login_required");
    }

    @Test
    void takesNoIdTokenThatIsNotOfThisClientAndServer() throws Exception {
        BrowserFixture elsewhere = new BrowserFixture("{}");
        String code = told(elsewhere.consented(request())).first("code").orElseThrow();
        String foreign = elsewhere.redeemed(code).path("id_token").asString("");
        Response signed = browser.get(request("response_mode", "jwt", "prompt", "none"));
        String answer = told(signed).first("response").orElseThrow();

        for (String hint : new String[] {foreign, answer}) {
            assertThat(error(browser.get(request("id_token_hint", hint))))
                    .isEqualTo("invalid_request");
        }
    }

    @Test
    void takesUnknownWishesAsWishes() {
        assertThat(asksForPassword(browser.get(request("acr_values", "urn:x", "display", "wap"))))
                .isTrue();
    }
}
