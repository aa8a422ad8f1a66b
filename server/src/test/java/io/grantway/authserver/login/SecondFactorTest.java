package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.AuthenticatorApp;
import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.LoginSession;
import io.grantway.authserver.TotpKey;
import io.grantway.catalog.Ids;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One-time codes as a second step, as users and those who know their passwords meet them.
class SecondFactorTest {
    private static final UUID MEGAN = Ids.of(LoginFixture.WORKSPACE, "user", "megan");
    private static final String FACTORS = LoginFixture.AUTHORIZE + "/factors";
    private static final String SESSION = "__Host-grantway-session";
    private static final String LOGIN = "__Host-grantway-login";
    private static final TotpKey KEY =
            TotpKey.of("a key of twenty bytes".getBytes(StandardCharsets.UTF_8));

    private final LoginFixture fixture = LoginFixture.standard();
    private final TestBrowser browser = fixture.browser();

    private static void setUp(LoginFixture fixture, String... recoveryCodes) {
        fixture.factors.save(
                new AuthenticatorApp(MEGAN, KEY, -1), RecoveryCodes.hashes(List.of(recoveryCodes)));
    }

    private Response password(TestBrowser at) {
        return at.post(
                LoginFixture.filled(at.get(LoginFixture.REQUEST), "megan", LoginFixture.PASSWORD));
    }

    private Response code(TestBrowser at, Response page, String code) {
        return at.post(TestBrowser.form(page, "factor").with("code", code));
    }

    private String now() {
        return KEY.code(fixture.clock.instant());
    }

    private static String cookie(TestBrowser in) {
        return in.cookies().getOrDefault(SESSION, "none");
    }

    private LoginSession session(LoginFixture at, TestBrowser in) {
        return at.sessions.find(TokenHash.of(cookie(in))).orElseThrow();
    }

    @Test
    void asksForACodeAfterThePasswordAndSaysSoInTheSession() {
        setUp(fixture);
        Response asked = browser.get(TestBrowser.location(password(browser)));
        assertThat(asked.body().text()).contains("<h1>Second step</h1>", "megan");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
        assertThat(fixture.sessions.size()).isZero();

        Response sent = code(browser, asked, now());

        assertThat(sent.status()).isEqualTo(303);
        assertThat(browser.get(TestBrowser.location(sent)).body().text()).contains("/consent?");
        assertThat(session(fixture, browser).methods()).containsExactly("pwd", "otp", "mfa");
        assertThat(session(fixture, browser).authentication().context()).contains("2");
        assertThat(browser.cookies()).doesNotContainKey(LOGIN);
    }

    @Test
    void asksNobodyWhoHasNotSetOneUp() {
        assertThat(fixture.loggedIn(browser).body().text()).contains("/consent?");
        assertThat(session(fixture, browser).methods()).containsExactly("pwd");
        assertThat(session(fixture, browser).authentication().context()).contains("1");
    }

    @Test
    void asksNobodyWhereItIsOff() {
        LoginFixture off = LoginFixture.asking(SecondFactor.OFF);
        setUp(off);

        assertThat(off.loggedIn(off.browser()).body().text()).contains("/consent?");
        assertThat(off.browser().get(FACTORS).status()).isEqualTo(404);
    }

    @Test
    void takesNoCodeTwiceAlsoInAnotherBrowser() {
        setUp(fixture);
        TestBrowser thief = fixture.browser().at("192.0.2.9");
        Response asked = browser.get(TestBrowser.location(password(browser)));
        Response stolen = thief.get(TestBrowser.location(password(thief)));
        String code = now();
        code(browser, asked, code);

        Response replayed = code(thief, stolen, code);

        assertThat(replayed.status()).isEqualTo(403);
        assertThat(replayed.body().text()).contains("was used before");
        fixture.clock.forward(Duration.ofSeconds(30));
        assertThat(code(thief, replayed, code).status()).isEqualTo(403);
        assertThat(thief.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    void slowsGuessingDownAndTellsNothingWhileItDoes() {
        setUp(fixture);
        Response page = browser.get(TestBrowser.location(password(browser)));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            page = code(browser, page, "000000");
            statuses.add(page.status());
        }
        Response right = code(browser, page, now());

        assertThat(statuses).containsExactly(403, 403, 403, 403, 403, 429);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.body().text()).isEqualTo(code(browser, page, "000000").body().text());
        assertThat(right.headers().first("Retry-After")).contains("30");
        fixture.clock.forward(Duration.ofSeconds(31));
        assertThat(code(browser, page, now()).status()).isEqualTo(303);
    }

    @Test
    void countsGuessesOverAllBrowsersAndLogins() {
        setUp(fixture);
        for (int i = 0; i < 5; i++) {
            TestBrowser thief = fixture.browser().at("192.0.2." + (10 + i));
            code(thief, thief.get(TestBrowser.location(password(thief))), "000000");
        }

        Response asked = browser.get(TestBrowser.location(password(browser)));
        assertThat(code(browser, asked, "000000").status()).isEqualTo(429);
    }

    @Test
    void doesNotLetAStrangerLockTheSecondStepByWrongPasswords() {
        setUp(fixture);
        TestBrowser stranger = fixture.browser().at("192.0.2.66");
        Response page = stranger.get(LoginFixture.REQUEST);
        Response asked = browser.get(TestBrowser.location(password(browser)));
        for (int i = 0; i < 6; i++) {
            stranger.post(LoginFixture.filled(page, "megan", "wrong"));
        }

        assertThat(code(browser, asked, now()).status()).isEqualTo(303);
    }

    @Test
    void letsNobodySkipTheStep() {
        setUp(fixture);
        Response sent = password(browser);
        Response asked = browser.get(TestBrowser.location(sent));
        TestBrowser.Form form = TestBrowser.form(asked, "factor");
        String consent = form.action().replace("/factor?", "/consent?");

        Response skipped = browser.post(form.to(consent).with("decision", "allow"));

        assertThat(skipped.status()).isEqualTo(303);
        assertThat(TestBrowser.location(skipped)).startsWith(LoginFixture.AUTHORIZE + "?");
        assertThat(browser.get(LoginFixture.REQUEST).body().text()).contains("Second step");
        assertThat(browser.get(FACTORS).body().text()).contains("Second step");
        assertThat(fixture.authorization.approved()).isEmpty();
    }

    @Test
    void letsNobodyConsentInASessionThatProvesTooLittle() {
        Response consent = fixture.loggedIn(browser);
        setUp(fixture);

        Response sent =
                browser.post(TestBrowser.form(consent, "consent").with("decision", "allow"));

        assertThat(fixture.authorization.approved()).isEmpty();
        assertThat(browser.get(TestBrowser.location(sent)).body().text()).contains("Second step");
    }

    @Test
    void givesThePendingLoginAValueThatNobodyPlanted() {
        setUp(fixture);
        String planted = "A".repeat(43);
        TestBrowser victim = fixture.browserWith(Map.of(LOGIN, planted));
        TestBrowser attacker = fixture.browserWith(Map.of(LOGIN, planted));
        Response page = victim.get(LoginFixture.REQUEST);
        victim.post(LoginFixture.filled(page, "megan", LoginFixture.PASSWORD));

        assertThat(victim.cookies().get(LOGIN)).isNotEqualTo(planted);
        assertThat(attacker.get(LoginFixture.REQUEST).body().text()).contains("/login?");
    }

    @Test
    void givesTheSessionANewValueAsItProvesMore() {
        Response consent = fixture.loggedIn(browser);
        assertThat(consent.status()).isEqualTo(200);
        String before = cookie(browser);
        LoginSession weak = session(fixture, browser);
        setUp(fixture);
        fixture.clock.forward(Duration.ofHours(1));

        code(browser, browser.get(LoginFixture.REQUEST), now());

        assertThat(browser.cookies().get(SESSION)).isNotEqualTo(before);
        assertThat(fixture.sessions.find(TokenHash.of(before))).isEmpty();
        LoginSession strong = session(fixture, browser);
        assertThat(strong.methods()).containsExactly("pwd", "otp", "mfa");
        assertThat(strong.id()).isEqualTo(weak.id());
        assertThat(strong.authenticatedAt()).isEqualTo(weak.authenticatedAt());
        assertThat(strong.expiresAt()).isEqualTo(weak.expiresAt());
    }

    @Test
    void forgetsAPasswordThatNoCodeFollowed() {
        setUp(fixture);
        Response asked = browser.get(TestBrowser.location(password(browser)));
        fixture.clock.forward(Duration.ofMinutes(15));

        Response late = code(browser, asked, now());

        assertThat(browser.get(TestBrowser.location(late)).body().text()).contains("/login?");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    void letsTheUserBeginAgainAsSomebodyElse() {
        setUp(fixture);
        Response asked = browser.get(TestBrowser.location(password(browser)));

        Response left = browser.post(TestBrowser.form(asked, "factor").with("leave", "1"));

        assertThat(browser.get(TestBrowser.location(left)).body().text()).contains("/login?");
    }

    @Test
    void refusesAFormThatAnotherSiteSent() {
        setUp(fixture);
        Response asked = browser.get(TestBrowser.location(password(browser)));
        TestBrowser.Form form = TestBrowser.form(asked, "factor").with("code", now());

        assertThat(browser.post(form.with("token", "x")).status()).isEqualTo(403);
        assertThat(browser.sending("Sec-Fetch-Site", "cross-site").post(form).status())
                .isEqualTo(403);
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    void takesARecoveryCodeOnceHoweverItIsTyped() {
        setUp(fixture, "abcd-efgh-jkmn-pqrs", "2222-3333-4444-5555");
        Response asked = browser.get(TestBrowser.location(password(browser)));
        TestBrowser second = fixture.browser();

        Response sent = code(browser, asked, " ABCDefgh jkmn-PQRS ");
        Response again = second.get(TestBrowser.location(password(second)));

        assertThat(sent.status()).isEqualTo(303);
        assertThat(session(fixture, browser).methods()).containsExactly("pwd", "otp", "mfa");
        assertThat(code(second, again, "abcd-efgh-jkmn-pqrs").status()).isEqualTo(403);
        assertThat(code(second, again, "2222333344445555").status()).isEqualTo(303);
    }

    @Test
    void saysNothingOfTheStoreThatCannotAnswer() {
        setUp(fixture);
        Response asked = browser.get(TestBrowser.location(password(browser)));
        fixture.factors.breakDown();

        Response refused = code(browser, asked, now());

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().text()).doesNotContain("disk full");
    }

    private static String key(Response page) {
        Matcher key = Pattern.compile("class=\"key\">([A-Z2-7 ]+)<").matcher(page.body().text());
        assertThat(key.find()).as(page.body().text()).isTrue();
        return key.group(1).replace(" ", "");
    }

    private static TotpKey read(String text) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        BigInteger all = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = alphabet.indexOf(text.charAt(i));
            all = all.shiftLeft(5).or(BigInteger.valueOf(digit));
        }
        byte[] bytes = new byte[20];
        byte[] raw = all.toByteArray();
        for (int i = 0; i < 20 && i < raw.length; i++) {
            bytes[19 - i] = raw[raw.length - 1 - i];
        }
        return TotpKey.of(bytes);
    }

    private Response enrol(LoginFixture at, TestBrowser in, Response page) {
        String code = read(key(page)).code(at.clock.instant());
        return in.post(TestBrowser.form(page, "enrol").with("code", code));
    }

    @Test
    void makesWhoeverHasNoneSetOneUpWhereItIsRequired() {
        LoginFixture required = LoginFixture.asking(SecondFactor.REQUIRED);
        TestBrowser in = required.browser();
        Response asked = required.loggedIn(in);
        assertThat(asked.body().text())
                .contains("Set up an authenticator app", "<svg class=\"qr\"");
        assertThat(in.cookies()).doesNotContainKey(SESSION);

        Response codes = enrol(required, in, asked);

        assertThat(codes.status()).isEqualTo(200);
        assertThat(codes.headers().first("Cache-Control")).contains("no-store");
        assertThat(
                        Pattern.compile("<li><code>[a-z2-9]{4}(-[a-z2-9]{4}){3}</code>")
                                .matcher(codes.body().text())
                                .results()
                                .count())
                .isEqualTo(10);
        assertThat(required.factors.recoveryCodes(MEGAN)).isEqualTo(10);
        assertThat(in.get(LoginFixture.REQUEST).body().text()).contains("/consent?");
        assertThat(session(required, in).methods()).containsExactly("pwd", "otp", "mfa");
    }

    @Test
    void keepsNoAppWhoseCodeIsWrongAndShowsTheSameKeyAgain() {
        LoginFixture required = LoginFixture.asking(SecondFactor.REQUIRED);
        TestBrowser in = required.browser();
        Response asked = required.loggedIn(in);

        Response wrong = in.post(TestBrowser.form(asked, "enrol").with("code", "000000"));

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(key(wrong)).isEqualTo(key(asked));
        assertThat(required.factors.app(MEGAN)).isEmpty();
        assertThat(in.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    void putsNoOtherAppInThePlaceOfOneForAPasswordAlone() {
        LoginFixture required = LoginFixture.asking(SecondFactor.REQUIRED);
        TestBrowser in = required.browser();
        Response asked = required.loggedIn(in);
        setUp(required);

        Response sent = enrol(required, in, asked);

        assertThat(sent.status()).isEqualTo(303);
        assertThat(required.factors.app(MEGAN).orElseThrow().key()).isEqualTo(KEY);
        assertThat(in.cookies()).doesNotContainKey(SESSION);
    }

    @ParameterizedTest
    @CsvSource({
        "2, Set up an authenticator app",
        "2 urn:other, Set up an authenticator app",
        "2 1, /consent?",
        "1, /consent?",
        "urn:other, /consent?",
    })
    void asksForTheLevelThatTheRequestWants(String levels, String shown) {
        BrowserFixture issuer = new BrowserFixture("{}");
        TestBrowser in = issuer.browser();
        issuer.loggedIn(in, BrowserFixture.request());

        assertThat(in.get(BrowserFixture.request("acr_values", levels)).body().text())
                .contains(shown);
    }

    @Test
    void takesACodeForNoNewLoginWhereTheRequestWantsOne() {
        BrowserFixture issuer = new BrowserFixture("{}");
        TestBrowser in = issuer.browser();
        issuer.loggedIn(in, BrowserFixture.request());
        issuer.factors.save(
                new AuthenticatorApp(Ids.of("default", "user", "megan"), KEY, -1), List.of());
        Response asked = in.get(BrowserFixture.request());
        String anew = BrowserFixture.request("prompt", "login");
        Response login = in.get(anew);
        String code = KEY.code(issuer.clock.instant());

        in.post(TestBrowser.form(asked, "factor").with("code", code));

        String marked = TestBrowser.form(login, "login").action().replace("/login?", "?");
        assertThat(in.get(marked).body().text()).contains("/login?");
    }

    @Test
    void letsAnOldSessionSetNothingUp() {
        factors(browser);
        Response page = browser.get(FACTORS + "/enrol");
        fixture.clock.forward(Duration.ofMinutes(15).plusSeconds(1));

        assertThat(browser.get(FACTORS).body().text()).contains("/login\"");
        assertThat(enrol(fixture, browser, page).body().text()).contains("/login\"");
        assertThat(fixture.factors.app(MEGAN)).isEmpty();
    }

    private Response factors(TestBrowser in) {
        Response login = in.get(FACTORS);
        Response sent = in.post(LoginFixture.filled(login, "megan", LoginFixture.PASSWORD));
        return in.get(TestBrowser.location(sent));
    }

    @Test
    void letsUsersSetOneUpAndTakeItAwayAgain() {
        Response none = factors(browser);
        assertThat(none.body().text()).contains("Your ways to log in", "Set up an app");

        Response codes = enrol(fixture, browser, browser.get(FACTORS + "/enrol"));
        Response has = browser.get(FACTORS);
        assertThat(codes.body().text()).contains("Keep these recovery codes");
        assertThat(has.body().text()).contains("You have 10 recovery codes left");

        Response renewed = browser.post(TestBrowser.form(has, "codes"));
        assertThat(renewed.body().text())
                .contains("Keep these recovery codes")
                .isNotEqualTo(codes.body().text());

        Response removed = browser.post(TestBrowser.form(has, "remove"));
        assertThat(removed.status()).isEqualTo(303);
        assertThat(fixture.factors.app(MEGAN)).isEmpty();
        assertThat(fixture.factors.recoveryCodes(MEGAN)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"codes", "remove"})
    void changesNothingForAnotherSiteOrAnotherStep(String step) {
        factors(browser);
        enrol(fixture, browser, browser.get(FACTORS + "/enrol"));
        Response has = browser.get(FACTORS);
        TestBrowser.Form form = TestBrowser.form(has, step);
        TestBrowser.Form other = TestBrowser.form(has, step.equals("codes") ? "remove" : "codes");

        assertThat(browser.post(other.to(form.action())).status()).isEqualTo(403);
        assertThat(browser.sending("Sec-Fetch-Site", "same-site").post(form).status())
                .isEqualTo(403);
        assertThat(fixture.factors.app(MEGAN)).isPresent();
        assertThat(fixture.factors.recoveryCodes(MEGAN)).isEqualTo(10);
    }

    @Test
    void asksForACodeBeforeTheUserMayChangeAnything() {
        setUp(fixture);
        Response asked = factors(browser);
        assertThat(asked.body().text()).contains("Second step").doesNotContain("Remove the app");

        Response sent = code(browser, asked, now());

        assertThat(TestBrowser.location(sent)).isEqualTo(FACTORS);
        assertThat(browser.get(FACTORS).body().text()).contains("Remove the app");
    }

    @Test
    void showsNoKeyWhereAnAppIsSetUp() {
        factors(browser);
        enrol(fixture, browser, browser.get(FACTORS + "/enrol"));

        assertThat(browser.get(FACTORS + "/enrol").status()).isEqualTo(303);
    }

    @Test
    void canBeUsedByKeyboardAndScreenReader() {
        setUp(fixture);
        Response asked = browser.get(TestBrowser.location(password(browser)));

        assertThat(code(browser, asked, "1").body().text())
                .contains("<label for=\"code\">", "<label for=\"recovery\">")
                .contains("autocomplete=\"one-time-code\"", "inputmode=\"numeric\"")
                .contains("role=\"alert\" id=\"alert\"", "aria-describedby=\"alert\"")
                .contains("<title>Error: Second step")
                .containsOnlyOnce("autofocus")
                .containsOnlyOnce("<h1>");
    }
}
