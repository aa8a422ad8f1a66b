package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grantway.authserver.AuthenticatorApp;
import io.grantway.authserver.LinkedIdentity;
import io.grantway.authserver.Passkey;
import io.grantway.authserver.PublicCredential;
import io.grantway.authserver.TotpKey;
import io.grantway.authserver.User;
import io.grantway.catalog.Ids;
import io.grantway.http.Json;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.Response;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Users who log in by an OpenID provider: what they see, and what applications learn of it.
class FederatedLoginTest {
    private static final String CORP = "https://corp.example/idp";
    private static final String GONE = "https://gone.example:8443/idp";
    private static final String ACCOUNT = "/auth/account";
    private static final UUID MEGAN = Ids.of("default", "user", "megan");
    private static final TotpKey KEY =
            TotpKey.of("a key of twenty bytes".getBytes(StandardCharsets.UTF_8));

    /// Longer than metadata are remembered.
    private static final Duration LATER = Duration.ofMinutes(61);

    private static final Pattern REFRESH = Pattern.compile("0;url=(.*)");

    private final TestClock clock = new TestClock();
    private final TestProvider corp = new TestProvider(CORP, clock);
    private BrowserFixture fixture = serving("accounts: create");

    private BrowserFixture serving(String more) {
        return serving("", more);
    }

    /// @param login more of `login`
    /// @param more of the provider
    private BrowserFixture serving(String login, String more) {
        return new BrowserFixture(
                clock,
                corp,
                "{login: {"
                        + login
                        + "identityProviders: [{name: corp, label: Acme Corp, issuer: '"
                        + CORP
                        + "', clientId: grantway, clientSecret: '"
                        + TestProvider.SECRET
                        + "', "
                        + more
                        + "}]}}");
    }

    private static ObjectNode ann() {
        return Json.object()
                .put("sub", "ann-at-corp")
                .put("preferred_username", "ann")
                .put("name", "Ann Arbor")
                .put("email", "ann@corp.example")
                .put("email_verified", true);
    }

    private static TestBrowser.Form button(Response loginPage) {
        return TestBrowser.form(loginPage, "provider").with("provider", "corp");
    }

    /// Where the page leads that follows the button.
    private static String address(Response leaving) {
        assertThat(leaving.status()).as(leaving.body().text()).isEqualTo(200);
        Matcher refresh = REFRESH.matcher(leaving.headers().first("Refresh").orElseThrow());
        assertThat(refresh.matches()).isTrue();
        return refresh.group(1);
    }

    private String left(TestBrowser browser, String request) {
        return address(browser.post(button(browser.get(request))));
    }

    /// What the browser gets to see after a login at the provider.
    private Response cameBack(TestBrowser browser, String request, ObjectNode claims) {
        Response back = browser.get(corp.loggedIn(left(browser, request), claims));
        assertThat(back.status()).as(back.body().text()).isEqualTo(303);
        return browser.get(TestBrowser.location(back));
    }

    private ObjectNode idToken(TestBrowser browser, Response consentPage) {
        String code =
                BrowserFixture.told(BrowserFixture.allowed(browser, consentPage))
                        .first("code")
                        .orElseThrow();
        JsonNode tokens = fixture.redeemed(code);
        if (UnverifiedJwt.read(tokens.path("id_token").asString("")) instanceof UnverifiedJwt jwt) {
            return jwt.claims();
        }
        throw new AssertionError(tokens);
    }

    @Test
    void showsAButtonForEachProvider() {
        String page = fixture.browser().get(BrowserFixture.request()).body().text();

        assertThat(page).contains("Log in with Acme Corp", "name=\"provider\" value=\"corp\"");
    }

    @Test
    void asksTheProviderForACodeWithEverythingThatBindsIt() {
        String address = left(fixture.browser(), BrowserFixture.request());

        assertThat(address).startsWith(CORP + "/authorize?");
        var asked = TestProvider.asked(address);
        assertThat(asked.first("response_type")).contains("code");
        assertThat(asked.first("client_id")).contains("grantway");
        assertThat(asked.first("redirect_uri"))
                .contains(BrowserFixture.ISSUER + "/authorize/callback/corp");
        assertThat(asked.first("scope")).contains("openid profile email");
        assertThat(asked.first("code_challenge_method")).contains("S256");
        assertThat(asked.first("code_challenge"))
                .hasValueSatisfying(it -> assertThat(it).hasSize(43));
        assertThat(asked.first("state")).hasValueSatisfying(it -> assertThat(it).hasSize(43));
        assertThat(asked.first("nonce")).hasValueSatisfying(it -> assertThat(it).hasSize(43));
        assertThat(asked.names()).doesNotContain("prompt", "max_age", "acr_values");
    }

    @Test
    void makesAnAccountAtTheFirstLoginAndFindsItAtTheSecond() {
        TestBrowser browser = fixture.browser();
        Response consent =
                cameBack(browser, BrowserFixture.request("scope", "openid profile"), ann());
        assertThat(consent.body().text()).contains("Ann Arbor (ann)");
        ObjectNode first = idToken(browser, consent);
        assertThat(first.path("sub").asString()).isEqualTo("ann");
        assertThat(first.path("acr").asString()).isEqualTo("1");
        assertThat(first.path("amr").toString()).isEqualTo("[\"fed\"]");

        TestBrowser later = fixture.browser();
        // Consent is remembered: straight back to the application.
        Response second = cameBack(later, BrowserFixture.request("scope", "openid profile"), ann());
        assertThat(second.status()).isEqualTo(303);
        assertThat(TestBrowser.location(second)).startsWith(BrowserFixture.CALLBACK);
        assertThat(fixture.users.list("default", Optional.empty(), 9)).hasSize(1);
        assertThat(corp.requests("/.well-known/openid-configuration")).hasSize(1);
        assertThat(corp.requests("/jwks")).hasSize(1);
    }

    @Test
    void tellsApplicationsTheMappedClaims() {
        fixture = serving("accounts: create, claims: {username: nick, email: mail}");
        corp.userinfo.put("sub", "1");
        ObjectNode claims =
                Json.object()
                        .put("sub", "1")
                        .put("nick", "Müller, Zoë")
                        .put("mail", "zoe@corp.example")
                        .put("email_verified", true);
        cameBack(fixture.browser(), BrowserFixture.request(), claims);

        User made = fixture.users.findByName("default", "Muller-Zoe").orElseThrow();
        assertThat(made.claims().toString()).isEqualTo("{\"email\":\"zoe@corp.example\"}");
        assertThat(made.name()).isEmpty();
        assertThat(made.passwordHash()).isEmpty();
    }

    @Test
    void asksUserinfoForWhatTheIdTokenLacks() {
        corp.userinfo
                .put("sub", "1")
                .put("preferred_username", "bob")
                .put("email", "bob@corp.example");
        cameBack(fixture.browser(), BrowserFixture.request(), Json.object().put("sub", "1"));

        assertThat(fixture.users.findByName("default", "bob"))
                .hasValueSatisfying(bob ->
                        assertThat(bob.claims().path("email").asString())
                                .isEqualTo("bob@corp.example"));
    }

    @Test
    void namesAUserWhomTheProviderDoesNotName() {
        corp.userinfo.put("sub", "1");
        cameBack(fixture.browser(), BrowserFixture.request(), Json.object().put("sub", "1"));

        assertThat(fixture.users.list("default", Optional.empty(), 9))
                .singleElement()
                .satisfies(user -> assertThat(user.username()).startsWith("corp-"));
    }

    @Test
    void givesATakenNameANumberAndNeverTheAccount() {
        for (String sub : List.of("1", "2")) {
            ObjectNode claims = ann().put("sub", sub).put("preferred_username", "megan");
            Response consent = cameBack(fixture.browser(), BrowserFixture.request(), claims);
            assertThat(consent.body().text()).contains("(megan-" + (sub.equals("1") ? 2 : 3) + ")");
        }
        assertThat(fixture.identities.of(MEGAN)).isEmpty();
    }

    @Test
    void logsNobodyInByAPasswordWhoHasNone() {
        cameBack(fixture.browser(), BrowserFixture.request(), ann());
        for (String password : List.of("", " ", BrowserFixture.PASSWORD)) {
            TestBrowser browser = fixture.browser();
            Response sent =
                    browser.post(
                            LoginFixture.filled(
                                    browser.get(BrowserFixture.request()), "ann", password));
            assertThat(sent.status()).isEqualTo(403);
        }
    }

    @Test
    void sendsTheSecretAsTheProviderTakesIt() {
        cameBack(fixture.browser(), BrowserFixture.request(), ann());
        corp.metadata.putArray("token_endpoint_auth_methods_supported").add("client_secret_post");
        clock.forward(LATER);
        cameBack(fixture.browser(), BrowserFixture.request(), ann());

        List<OutgoingRequest> sent = corp.requests("/token");
        assertThat(sent).hasSize(2);
        assertThat(sent.getFirst().headers().contains("Authorization")).isTrue();
        assertThat(sent.getFirst().body().text()).doesNotContain("client_secret");
        assertThat(sent.getLast().headers().contains("Authorization")).isFalse();
        assertThat(sent.getLast().body().text()).contains("client_secret=");
    }

    @Test
    void passesOnThatTheUserMustLogInAnew() {
        TestBrowser browser = fixture.browser();
        String request = BrowserFixture.request("prompt", "login");
        assertThat(TestProvider.asked(left(browser, request)).first("prompt")).contains("login");

        Response consent = cameBack(browser, request, ann());
        assertThat(consent.body().text()).contains("/consent?");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "420, false", ", false"})
    void passesOnHowLongAgoTheUserMayHaveLoggedIn(Long secondsAgo, boolean good) {
        ObjectNode claims = ann();
        if (secondsAgo != null) {
            claims.put("auth_time", clock.instant().getEpochSecond() - secondsAgo);
        }
        TestBrowser browser = fixture.browser();
        String request = BrowserFixture.request("max_age", "300");
        assertThat(TestProvider.asked(left(browser, request)).first("max_age")).contains("300");

        String page = cameBack(browser, request, claims).body().text();

        assertThat(page).contains(good ? "/consent?" : "could not be verified");
    }

    @Test
    void wantsALoginOfTheLastMinutesWhereUsersChangeWhatTheyLogInWith() {
        String factors = "/auth/account/factors";
        assertThat(TestProvider.asked(left(fixture.browser(), factors)).first("max_age"))
                .contains("900");

        ObjectNode old = ann().put("auth_time", clock.instant().getEpochSecond() - 1000);
        assertThat(cameBack(fixture.browser(), factors, old).body().text())
                .contains("could not be verified");
        ObjectNode young = ann().put("auth_time", clock.instant().getEpochSecond() - 800);
        assertThat(cameBack(fixture.browser(), factors, young).body().text())
                .contains("Ann Arbor (ann)");
    }

    @Test
    void refusesALoginFromBeforeWhereItWasToBeNew() {
        ObjectNode claims = ann().put("auth_time", clock.instant().getEpochSecond() - 3600);

        assertThat(
                        cameBack(
                                        fixture.browser(),
                                        BrowserFixture.request("prompt", "login"),
                                        claims)
                                .body()
                                .text())
                .contains("could not be verified");
    }

    @Test
    void goesBackToTheLoginPageWhereTheUserWouldNot() {
        TestBrowser browser = fixture.browser();
        String address = left(browser, BrowserFixture.request());

        Response back = browser.get(TestProvider.back(address, "error", "access_denied"));
        Response page = browser.get(TestBrowser.location(back));

        assertThat(page.body().text())
                .contains("The login with Acme Corp was cancelled", "/login?", "role=\"alert\"");
        assertThat(browser.get(BrowserFixture.request()).body().text()).doesNotContain("cancelled");
        assertThat(fixture.loggedIn(browser, page, "megan").body().text()).contains("/consent?");
    }

    @Test
    void speaksGermanToo() {
        TestBrowser browser = fixture.browser().sending("Accept-Language", "de");
        assertThat(browser.get(BrowserFixture.request()).body().text())
                .contains("Mit Acme Corp anmelden");
        Response lost = browser.get("/auth/authorize/callback/corp?state=x&code=y");
        assertThat(lost.status()).isEqualTo(400);
        assertThat(lost.body().text()).contains("Diese Anmeldung gilt nicht mehr");
    }

    @Test
    void startsAndLogsOthersInWhileTheProviderCannotBeReached() {
        corp.down(true);
        TestBrowser browser = fixture.browser();
        Response page = browser.post(button(browser.get(BrowserFixture.request())));

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body().text()).contains("Acme Corp cannot be reached", "/login?");
        assertThat(fixture.loggedIn(browser, page, "megan").body().text()).contains("/consent?");

        corp.down(false);
        clock.forward(Duration.ofSeconds(6));
        assertThat(cameBack(fixture.browser(), BrowserFixture.request(), ann()).body().text())
                .contains("/consent?");
    }

    @Test
    void asksAProviderThatIsDownNotAtEveryClick() {
        corp.down(true);
        TestBrowser browser = fixture.browser();
        for (int i = 0; i < 5; i++) {
            browser.post(button(browser.get(BrowserFixture.request())));
        }

        assertThat(corp.requests("/.well-known/openid-configuration")).hasSize(1);
    }

    @Test
    void goesOnWithOldMetadataWhileTheProviderPublishesNone() {
        cameBack(fixture.browser(), BrowserFixture.request(), ann());
        clock.forward(LATER);
        String good = corp.metadata.path("issuer").asString();
        corp.metadata.put("issuer", "https://elsewhere.example");

        assertThat(cameBack(fixture.browser(), BrowserFixture.request(), ann()).status())
                .isEqualTo(200);
        corp.metadata.put("issuer", good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{issuer: 'https://elsewhere.example'}",
                "{authorization_endpoint: 'http://corp.example/authorize'}",
                "{token_endpoint: 'file:///etc/passwd'}",
                "{jwks_uri: ''}",
                "{id_token_signing_alg_values_supported: [HS256, none]}"
            })
    void takesNoMetadataThatCannotBeTrusted(String change) {
        corp.metadata.setAll((ObjectNode) new YAMLMapper().readTree(change));
        TestBrowser browser = fixture.browser();

        Response page = browser.post(button(browser.get(BrowserFixture.request())));

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.headers().contains("Refresh")).isFalse();
    }

    @Test
    void linksOnlyAfterALoginHereOnAPageThatSaysSo() {
        fixture = serving("accounts: link");
        TestBrowser browser = fixture.browser();
        Response page = cameBack(browser, BrowserFixture.request(), ann());
        assertThat(page.body().text())
                .contains("Link your accounts", "Acme Corp", "ann@corp.example");
        assertThat(browser.cookies()).doesNotContainKey("__Host-grantway-session");
        assertThat(fixture.identities.of(MEGAN)).isEmpty();

        Response sent =
                browser.post(
                        TestBrowser.form(page, "link")
                                .with("username", "megan")
                                .with("password", BrowserFixture.PASSWORD));
        ObjectNode token = idToken(browser, browser.get(TestBrowser.location(sent)));
        assertThat(token.path("sub").asString()).isEqualTo("megan");
        assertThat(token.path("amr").toString()).isEqualTo("[\"pwd\"]");
        assertThat(fixture.identities.of(MEGAN))
                .extracting(LinkedIdentity::subject, LinkedIdentity::shown)
                .containsExactly(tuple("ann-at-corp", "ann@corp.example"));

        TestBrowser later = fixture.browser();
        Response next = cameBack(later, BrowserFixture.request("prompt", "consent"), ann());
        assertThat(idToken(later, next).path("sub").asString()).isEqualTo("megan");
    }

    @Test
    void linksNothingByAWrongPassword() {
        fixture = serving("accounts: link");
        TestBrowser browser = fixture.browser();
        Response page = cameBack(browser, BrowserFixture.request(), ann());

        Response sent =
                browser.post(
                        TestBrowser.form(page, "link")
                                .with("username", "megan")
                                .with("password", "guessed"));

        assertThat(sent.status()).isEqualTo(403);
        assertThat(sent.body().text()).contains("Link your accounts");
        assertThat(fixture.identities.of(MEGAN)).isEmpty();
    }

    @Test
    void linksNotBeforeTheSecondFactor() {
        fixture = serving("accounts: link");
        fixture.factors.save(new AuthenticatorApp(MEGAN, KEY, -1), List.of());
        TestBrowser browser = fixture.browser();
        Response page = cameBack(browser, BrowserFixture.request(), ann());
        Response sent =
                browser.post(
                        TestBrowser.form(page, "link")
                                .with("username", "megan")
                                .with("password", BrowserFixture.PASSWORD));
        Response asked = browser.get(TestBrowser.location(sent));
        assertThat(asked.body().text()).contains("Second step");
        assertThat(fixture.identities.of(MEGAN)).isEmpty();

        browser.post(TestBrowser.form(asked, "factor").with("code", KEY.code(clock.instant())));

        assertThat(fixture.identities.of(MEGAN)).hasSize(1);
    }

    @Test
    void linksNothingToWhomeverLogsInAsEverAfterwards() {
        fixture = serving("accounts: link");
        TestBrowser browser = fixture.browser();
        Response ordinary = browser.get(BrowserFixture.request());
        Response page = cameBack(browser, BrowserFixture.request(), ann());
        // A page of another tab, from before: its form is no longer good.
        Response sent =
                browser.post(LoginFixture.filled(ordinary, "megan", BrowserFixture.PASSWORD));
        assertThat(sent.status()).isEqualTo(403);

        Response left = browser.post(TestBrowser.form(page, "link").with("leave", "1"));
        Response login = browser.get(TestBrowser.location(left));
        assertThat(login.body().text()).contains("/login?").doesNotContain("Link your accounts");
        assertThat(fixture.loggedIn(browser, login, "megan").body().text()).contains("/consent?");
        assertThat(fixture.identities.of(MEGAN)).isEmpty();
    }

    @Test
    void turnsAwayWhomNobodyIsLinkedWith() {
        fixture = serving("accounts: existing");

        String page = cameBack(fixture.browser(), BrowserFixture.request(), ann()).body().text();

        assertThat(page).contains("Your account with Acme Corp belongs to no account here");
        assertThat(fixture.users.list("default", Optional.empty(), 9)).isEmpty();
    }

    @Test
    void turnsAwayAUserWhoIsNoMore() {
        cameBack(fixture.browser(), BrowserFixture.request(), ann());
        User made = fixture.users.findByName("default", "ann").orElseThrow();
        fixture.users.delete("default", made.id());

        String page = cameBack(fixture.browser(), BrowserFixture.request(), ann()).body().text();

        assertThat(page).contains("is no longer here");
    }

    @ParameterizedTest
    @CsvSource({
        "false, mfa, '', true",
        "true, mfa, '', false",
        "true, otp, '', false",
        "true, hwk, '', false",
        "true, pwd, '', true",
        "true, '', gold, false",
        "true, '', silver, true",
        "false, '', gold, true"
    })
    void asksForTheSecondFactorHereUnlessTheProvidersIsTrusted(
            boolean trusted, String method, String level, boolean asked) {
        fixture =
                serving(
                        "secondFactor: required, ",
                        "accounts: create, acrValues: [gold], trustSecondFactor: " + trusted);
        ObjectNode claims = ann();
        if (!method.isEmpty()) {
            claims.putArray("amr").add("pwd").add(method);
        }
        if (!level.isEmpty()) {
            claims.put("acr", level);
        }
        TestBrowser browser = fixture.browser();
        Response page = cameBack(browser, BrowserFixture.request(), claims);

        if (asked) {
            assertThat(page.body().text()).contains("Set up an authenticator app");
        } else {
            ObjectNode token = idToken(browser, page);
            assertThat(token.path("acr").asString()).isEqualTo("2");
            assertThat(token.path("amr").toString()).isEqualTo("[\"fed\",\"mfa\"]");
        }
    }

    @Test
    void asksForTheLevelsThatAreConfigured() {
        fixture = serving("accounts: create, acrValues: [gold, silver]");

        assertThat(
                        TestProvider.asked(left(fixture.browser(), BrowserFixture.request()))
                                .first("acr_values"))
                .contains("gold silver");
    }

    private void linked(UUID user, String issuer, String subject) {
        fixture.identities.link(
                new LinkedIdentity(
                        "default",
                        issuer,
                        subject,
                        user,
                        subject + "@idp.example",
                        clock.instant()));
    }

    /// The form that removes an account, filled in for one that its page may not offer.
    private TestBrowser.Form removal(Response page, UUID user, String subject) {
        LinkedIdentity identity =
                fixture.identities.of(user).stream()
                        .filter(each -> each.subject().equals(subject))
                        .findFirst()
                        .orElseThrow();
        return TestBrowser.form(page, "unlink").with("id", identity.id().toString());
    }

    /// The id of `ann`, who has nothing but her account at the provider.
    private UUID cameAsAnn(TestBrowser browser) {
        cameBack(browser, ACCOUNT, ann());
        return fixture.users.findByName("default", "ann").orElseThrow().id();
    }

    @Test
    void showsUsersTheirLinkedAccountsAndRemovesOne() {
        fixture = serving("accounts: link");
        linked(MEGAN, CORP, "one");
        linked(MEGAN, GONE, "two");
        TestBrowser browser = fixture.browser();
        Response page = fixture.loggedIn(browser, ACCOUNT);
        assertThat(page.body().text())
                .contains(
                        "Accounts that also log you in here",
                        "<strong>Acme Corp</strong>",
                        "one@idp.example",
                        "<strong>gone.example</strong>",
                        "since 2026-03-01 12:00 UTC")
                .doesNotContain("only way to log in");

        assertThat(browser.post(removal(page, MEGAN, "one")).status()).isEqualTo(303);

        assertThat(fixture.identities.of(MEGAN))
                .extracting(LinkedIdentity::issuer)
                .containsExactly(GONE);
        assertThat(browser.get(ACCOUNT).body().text())
                .contains("gone.example")
                .doesNotContain("Acme Corp");
        Response stranger =
                cameBack(fixture.browser(), BrowserFixture.request(), ann().put("sub", "one"));
        assertThat(stranger.body().text()).contains("Link your accounts");
    }

    @Test
    void removesNothingThatIsAnothers() {
        UUID ann = cameAsAnn(fixture.browser());
        linked(MEGAN, CORP, "one");
        TestBrowser browser = fixture.browser();
        Response page = fixture.loggedIn(browser, ACCOUNT);

        assertThat(browser.post(removal(page, ann, "ann-at-corp")).status()).isEqualTo(303);

        assertThat(fixture.identities.of(ann)).hasSize(1);
        assertThat(fixture.identities.of(MEGAN)).hasSize(1);
    }

    @Test
    void saysInWordsThatTheOnlyWayInStays() {
        TestBrowser browser = fixture.browser();
        cameAsAnn(browser);

        assertThat(browser.get(ACCOUNT).body().text())
                .contains("This is your only way to log in")
                .doesNotContain("/account/unlink");
        assertThat(browser.sending("Accept-Language", "de").get(ACCOUNT).body().text())
                .contains("Anders können Sie sich nicht anmelden");
    }

    @Test
    void removesOtherAccountsUntilOneIsLeftToLogInBy() {
        TestBrowser browser = fixture.browser();
        UUID ann = cameAsAnn(browser);
        linked(ann, CORP, "second");
        linked(ann, GONE, "gone");
        Response page = browser.get(ACCOUNT);
        TestBrowser.Form last = removal(page, ann, "ann-at-corp");
        assertThat(browser.post(removal(page, ann, "second")).status()).isEqualTo(303);

        Response refused = browser.post(last);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().text()).contains("Nothing was removed", "role=\"alert\"");
        assertThat(browser.post(removal(page, ann, "gone")).status()).isEqualTo(303);
        assertThat(fixture.identities.of(ann))
                .extracting(LinkedIdentity::subject)
                .containsExactly("ann-at-corp");
    }

    @ParameterizedTest
    @CsvSource({"optional, true", "'off', false"})
    void countsAPasskeyAsAWayInWhereThisServerTakesOne(String secondFactor, boolean counts) {
        fixture = serving("secondFactor: '" + secondFactor + "', ", "accounts: create");
        TestBrowser browser = fixture.browser();
        UUID ann = cameAsAnn(browser);
        fixture.passkeys.add(
                new Passkey(
                        "one",
                        ann,
                        "default",
                        "ann",
                        "aGFuZGxl",
                        "Phone",
                        PublicCredential.of(new byte[] {1}),
                        0,
                        false,
                        clock.instant()));

        String page = browser.get(ACCOUNT).body().text();

        assertThat(page.contains("/account/unlink")).isEqualTo(counts);
        assertThat(page.contains("only way to log in")).isEqualTo(!counts);
    }
}
