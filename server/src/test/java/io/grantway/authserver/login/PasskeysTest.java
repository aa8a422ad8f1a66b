package io.grantway.authserver.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.Passkey;
import io.grantway.http.Response;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestAuthenticator;
import io.grantway.testing.TestBrowser;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Passkeys as users meet them, and what attackers try with them.
class PasskeysTest {
    private static final String FACTORS = "/auth/account/factors";
    private static final String SESSION = "__Host-grantway-session";
    private static final Pattern HANDLE = Pattern.compile("data-user=\"([^\"]+)\"");

    private final BrowserFixture fixture = new BrowserFixture("{}");
    private final TestAuthenticator authenticator = new TestAuthenticator();

    private static Response factors(BrowserFixture at, TestBrowser browser) {
        return at.loggedIn(browser, browser.get(FACTORS), "megan");
    }

    private static Response register(
            TestBrowser browser, Response page, TestAuthenticator authenticator) {
        Matcher handle = HANDLE.matcher(page.body().text());
        assertThat(handle.find()).isTrue();
        authenticator.handle(handle.group(1));
        return browser.post(
                authenticator.created(
                        TestBrowser.form(page, "passkeys").with("name", "Megan’s phone")));
    }

    /// A browser of somebody who has a passkey, and logged out.
    private TestBrowser registered() {
        TestBrowser browser = fixture.browser();
        assertThat(register(browser, factors(fixture, browser), authenticator).status())
                .isEqualTo(303);
        authenticator.counter++;
        return fixture.browser();
    }

    private Response login(TestBrowser browser) {
        return browser.get(BrowserFixture.request());
    }

    private Response use(TestBrowser browser, Response page) {
        return browser.post(authenticator.used(TestBrowser.form(page, "passkey")));
    }

    private static void assertRefused(TestBrowser browser, Response answer) {
        assertThat(answer.status()).as(answer.body().text()).isEqualTo(403);
        assertThat(answer.body().text()).contains("This passkey was not accepted");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    void logsAUserInByAPasskeyAloneAndSaysSoInTheIdToken() {
        TestBrowser browser = registered();

        Response sent = use(browser, login(browser));
        Response consent = browser.get(TestBrowser.location(sent));
        String code =
                BrowserFixture.told(BrowserFixture.allowed(browser, consent))
                        .first("code")
                        .orElseThrow();
        String token = fixture.redeemed(code).path("id_token").asString();
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8);

        assertThat(sent.status()).isEqualTo(303);
        assertThat(claims)
                .contains("\"sub\":\"megan\"", "\"amr\":[\"hwk\",\"user\",\"mfa\"]")
                .contains("\"acr\":\"2\"");
    }

    @Test
    void showsPasskeysByNameAndTakesThemAway() {
        TestBrowser browser = fixture.browser();
        register(browser, factors(fixture, browser), authenticator);
        Response listed = browser.get(FACTORS);
        assertThat(listed.body().text()).contains("Megan’s phone", "made on 2026-03-01");

        Response removed = browser.post(TestBrowser.form(listed, "forget"));

        assertThat(removed.status()).isEqualTo(303);
        assertThat(browser.get(FACTORS).body().text()).doesNotContain("Megan’s phone");
        TestBrowser later = fixture.browser();
        assertRefused(later, use(later, login(later)));
    }

    static Stream<Arguments> lies() {
        return Stream.<Map.Entry<String, Consumer<TestAuthenticator>>>of(
                        Map.entry("another origin", it -> it.origin = "https://evil.example"),
                        Map.entry("a subdomain", it -> it.origin = "https://x.api.example"),
                        Map.entry("plain HTTP", it -> it.origin = "http://api.example"),
                        Map.entry("another port", it -> it.origin = "https://api.example:8443"),
                        Map.entry("another party", it -> it.party = "evil.example"),
                        Map.entry("a frame of another site", it -> it.crossOrigin = true),
                        Map.entry("another ceremony", it -> it.type = "payment.get"),
                        Map.entry("nobody there", it -> it.present = false),
                        Map.entry("user not verified", it -> it.verified = false))
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void refusesALoginOf(String lie, Consumer<TestAuthenticator> told) {
        TestBrowser browser = registered();
        told.accept(authenticator);

        assertRefused(browser, use(browser, login(browser)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void refusesANewPasskeyOf(String lie, Consumer<TestAuthenticator> told) {
        TestBrowser browser = fixture.browser();
        Response page = factors(fixture, browser);
        told.accept(authenticator);

        Response answer = register(browser, page, authenticator);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().text()).contains("No passkey was made");
        assertThat(fixture.passkeys.find(authenticator.id())).isEmpty();
    }

    static Stream<Arguments> forgeries() {
        return Stream.<Map.Entry<String, BiFunction<TestBrowser.Form, String, TestBrowser.Form>>>of(
                        Map.entry("signature", (form, text) -> form.with("signature", text)),
                        Map.entry(
                                "authenticator",
                                (form, text) -> form.with("authenticatorData", text)),
                        Map.entry("client data", (form, text) -> form.with("clientData", text)),
                        Map.entry("user", (form, text) -> form.with("userHandle", text)),
                        Map.entry("id", (form, text) -> form.with("id", text)),
                        Map.entry("challenge", (form, text) -> form.with("challenge", text)),
                        Map.entry("token", (form, text) -> form.with("token", text)))
                .flatMap(each ->
                        Stream.of("", "AAAA", "not base64!", "A".repeat(86))
                                .map(text -> Arguments.of(each.getKey(), text, each.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forgeries")
    void refusesAForged(
            String field,
            String text,
            BiFunction<TestBrowser.Form, String, TestBrowser.Form> forged) {
        TestBrowser browser = registered();
        TestBrowser.Form form = authenticator.used(TestBrowser.form(login(browser), "passkey"));

        assertRefused(browser, browser.post(forged.apply(form, text)));
    }

    @Test
    void takesAChallengeOnceOnly() {
        TestBrowser browser = registered();
        Response page = login(browser);
        TestBrowser.Form form = authenticator.used(TestBrowser.form(page, "passkey"));
        String cookie = browser.cookies().getOrDefault("__Host-grantway-login", "none");
        browser.post(form);
        TestBrowser thief = fixture.browser();
        thief.cookies().put("__Host-grantway-login", cookie);

        assertRefused(thief, thief.post(form));
    }

    @Test
    void takesNoChallengeOfAnotherBrowserOrOfAnotherPurpose() {
        TestBrowser browser = registered();
        TestBrowser other = fixture.browser();
        String challenge =
                TestBrowser.form(login(other), "passkey").fields().getOrDefault("challenge", "");
        TestBrowser.Form form = TestBrowser.form(login(browser), "passkey");
        TestBrowser in = fixture.browser();
        String creating =
                TestBrowser.form(factors(fixture, in), "passkeys")
                        .fields()
                        .getOrDefault("challenge", "");

        assertRefused(browser, browser.post(authenticator.used(form.with("challenge", challenge))));
        assertRefused(browser, browser.post(authenticator.used(form.with("challenge", creating))));
    }

    @Test
    void takesNoChallengeAfterFiveMinutes() {
        TestBrowser browser = registered();
        Response page = login(browser);
        fixture.clock.forward(Duration.ofMinutes(5));

        assertRefused(browser, use(browser, page));
    }

    @Test
    void refusesACopyThatCountsBehind() {
        TestBrowser browser = registered();
        authenticator.counter = 10;
        assertThat(use(browser, login(browser)).status()).isEqualTo(303);

        TestBrowser copy = fixture.browser();
        authenticator.counter = 9;
        assertRefused(copy, use(copy, login(copy)));
        authenticator.counter = 10;
        assertRefused(copy, use(copy, login(copy)));
        authenticator.counter = 11;
        assertThat(use(copy, login(copy)).status()).isEqualTo(303);
    }

    @Test
    void takesNobodysPasskeyForAnothers() {
        TestBrowser browser = fixture.browser();
        Response page = fixture.loggedIn(browser, browser.get(FACTORS), "paul");
        register(browser, page, authenticator);
        Passkey pauls = fixture.passkeys.find(authenticator.id()).orElseThrow();
        assertThat(pauls.username()).isEqualTo("paul");
        authenticator.counter++;
        TestBrowser megans = fixture.browser();
        Matcher handle = HANDLE.matcher(factors(fixture, megans).body().text());
        assertThat(handle.find()).isTrue();
        authenticator.handle(handle.group(1));

        TestBrowser thief = fixture.browser();
        assertRefused(thief, use(thief, login(thief)));
    }

    @Test
    void registersNoPasskeyTwiceAndNoneForWhoeverIsNotLoggedIn() {
        TestBrowser browser = fixture.browser();
        Response page = factors(fixture, browser);
        register(browser, page, authenticator);

        assertThat(register(browser, page, authenticator).status()).isEqualTo(403);
        assertThat(register(browser, browser.get(FACTORS), authenticator).status()).isEqualTo(403);
        TestBrowser stranger = fixture.browser();
        register(stranger, page, new TestAuthenticator());
        TestBrowser pauls = fixture.browser();
        Response asPaul = fixture.loggedIn(pauls, pauls.get(FACTORS), "paul");
        assertThat(asPaul.body().text()).doesNotContain("Megan’s phone");
        assertThat(pauls.post(TestBrowser.form(page, "passkeys")).status()).isEqualTo(403);
    }

    @Test
    void asksForThePasskeyAfterThePasswordWhereASecondFactorIsRequired() {
        BrowserFixture required = new BrowserFixture("{login: {secondFactor: required}}");
        TestBrowser first = required.browser();
        Response asked = required.loggedIn(first, BrowserFixture.request());
        assertThat(asked.body().text()).contains("Set up an authenticator app");

        required.passkeys.add(registeredPasskey());
        TestBrowser browser = required.browser();
        Response page = required.loggedIn(browser, BrowserFixture.request());

        assertThat(page.body().text())
                .contains("Second step", "data-passkey=\"get\"")
                .doesNotContain("id=\"code\"");
        Response sent = use(browser, page);
        assertThat(browser.get(TestBrowser.location(sent)).body().text()).contains("/consent?");
    }

    private Passkey registeredPasskey() {
        registered();
        return fixture.passkeys.find(authenticator.id()).orElseThrow();
    }

    @Test
    void allowsItsOneScriptOnlyOnPagesThatNeedIt() {
        TestBrowser browser = fixture.browser();
        Response page = login(browser);
        Matcher script =
                Pattern.compile(
                                "<script"
                                    + " src=\"(https://api.example(/auth/authorize/assets/[^\"]+))\"")
                        .matcher(page.body().text());
        assertThat(script.find()).isTrue();

        assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
                .contains("script-src " + script.group(1) + ";", "default-src 'none'");
        assertThat(browser.get(script.group(2)).body().text()).contains("navigator.credentials");
        assertThat(
                        fixture.loggedIn(browser, BrowserFixture.request())
                                .headers()
                                .first("Content-Security-Policy")
                                .orElseThrow())
                .doesNotContain("script-src");
    }

    @Test
    void tellsAuthenticatorsNothingOfTheNameOfTheirUser() {
        TestBrowser browser = fixture.browser();
        Response page = factors(fixture, browser);
        Matcher first = HANDLE.matcher(page.body().text());
        Matcher reloaded = HANDLE.matcher(browser.get(FACTORS).body().text());
        assertThat(first.find() && reloaded.find()).isTrue();
        assertThat(first.group(1)).isNotEqualTo(reloaded.group(1));

        register(browser, page, authenticator);

        Matcher known = HANDLE.matcher(browser.get(FACTORS).body().text());
        assertThat(known.find()).isTrue();
        assertThat(known.group(1)).isEqualTo(first.group(1));
    }

    @Test
    void makesNoPasskeyUnderAnotherHandleThanItGave() {
        TestBrowser browser = fixture.browser();
        Response page = factors(fixture, browser);
        TestBrowser.Form form = authenticator.created(TestBrowser.form(page, "passkeys"));

        assertThat(browser.post(form.with("handle", "AAAA")).status()).isEqualTo(403);
    }

    @Test
    void makesTwentyPasskeysForAUserAndNoMore() {
        TestBrowser browser = fixture.browser();
        Response before = factors(fixture, browser);
        for (int i = 0; i < 20; i++) {
            Response answer = register(browser, browser.get(FACTORS), new TestAuthenticator());
            assertThat(answer.status()).isEqualTo(303);
        }

        assertThat(browser.get(FACTORS).body().text())
                .contains("No more passkeys can be made here")
                .doesNotContain("data-passkey");
        assertThat(register(browser, before, authenticator).status()).isEqualTo(403);
    }

    @Test
    void offersNoneWhereTheServerIsKnownByAnAddressOnly() {
        BrowserFixture numbers = new BrowserFixture("{issuer: 'https://192.0.2.7/auth'}");

        assertThat(numbers.browser().get(BrowserFixture.request()).body().text())
                .doesNotContain("passkey", "<script");
    }

    @Test
    void offersNoneWhereThereIsNoIssuerOrItIsOff() {
        LoginFixture kong = LoginFixture.standard();
        BrowserFixture off = new BrowserFixture("{login: {secondFactor: 'off'}}");

        assertThat(kong.browser().get(LoginFixture.REQUEST).body().text())
                .doesNotContain("passkey", "<script");
        assertThat(off.browser().get(BrowserFixture.request()).body().text())
                .doesNotContain("passkey", "<script");
    }
}
