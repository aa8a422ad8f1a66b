package io.grantway.vault.connect;

import static io.grantway.testing.ConnectFixture.account;
import static io.grantway.testing.ConnectFixture.asked;
import static io.grantway.testing.ConnectFixture.back;
import static io.grantway.testing.ConnectFixture.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.oauth.Pkce;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.Backend.Asked;
import io.grantway.testing.ConnectFixture;
import io.grantway.testing.ConnectFixture.Browser;
import io.grantway.vault.Access;
import io.grantway.vault.Access.OAuth2.Flow;
import io.grantway.vault.Accounts.Connected;
import io.grantway.vault.Accounts.Got;
import io.grantway.vault.Provider;
import io.grantway.vault.Provider.Variable;
import io.grantway.vault.Provider.Variable.Source;
import io.grantway.vault.Template;
import io.grantway.vault.VaultEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    private final ConnectFixture vault = new ConnectFixture();
    private String token = "{\"access_token\":\"AT-1\",\"refresh_token\":\"RT-1\"}";
    private String me = "{\"id\":\"u-1\",\"mail\":\"megan@drive.example\"}";
    private int meStatus = 200;

    @BeforeEach
    void provide() {
        vault.oauth2("drive", Flow.AUTHORIZATION_CODE);
        vault.backend.answering(this::answer);
    }

    private Answer answer(Asked one) {
        if (one.target().startsWith("/token")) {
            return Answer.of(token.contains("error") ? 400 : 200, token);
        }
        return one.target().startsWith("/me") ? Answer.of(meStatus, me) : Answer.of(404, "{}");
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    @Test
    void connectsAnAccountByOneVisitToTheProvider() {
        Browser browser = vault.browser();
        String address = location(browser.visit(vault.link(",\"providers\":[\"drive\"]")));

        assertThat(address).startsWith(vault.backend.url("/authorize?"));
        assertThat(asked(address).first("client_id")).contains("pixie");
        assertThat(asked(address).first("redirect_uri"))
                .contains("https://vault.example/connect/callback");
        assertThat(asked(address).first("scope")).contains("files.read files.write");
        assertThat(asked(address).first("access_type")).contains("offline");
        assertThat(asked(address).first("code_challenge_method")).contains("S256");

        Response done = browser.get(back(address, "code", "C-1"));

        assertThat(done.status()).isEqualTo(303);
        assertThat(location(done))
                .startsWith(ConnectFixture.RETURN + "?status=connected&provider=drive&session=")
                .doesNotContain("AT-1", "RT-1", "C-1");
        Connected kept = vault.accounts.kept(account("drive")).orElseThrow();
        assertThat(kept.subject()).contains("u-1");
        assertThat(kept.label()).contains("megan@drive.example");
        assertThat(vault.events)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(VaultEvent.Kind.CONNECTED);
                    assertThat(event.account()).isEqualTo(account("drive"));
                });
        Asked sent = tokenRequests().getFirst();
        String verifier =
                io.grantway.http.Parameters.parse(sent.text()).first("code_verifier").orElseThrow();
        assertThat(asked(address).first("code_challenge")).contains(Pkce.challenge(verifier));
    }

    private List<Asked> tokenRequests() {
        return vault.backend.asked().stream()
                .filter(each -> each.target().startsWith("/token"))
                .toList();
    }

    @Test
    void letsTheUserChooseAmongProviders() {
        vault.oauth2("box", Flow.AUTHORIZATION_CODE);
        Browser browser = vault.browser();
        Response page = browser.visit(vault.link(""));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().text()).contains("id=\"provider-drive\"", "id=\"provider-box\"");
        Response leaving = browser.submit(page, Map.of("provider", "box"));
        assertThat(leaving.headers().first("Refresh").orElseThrow())
                .startsWith("0;url=" + vault.backend.url("/authorize"));
    }

    @Test
    void showsWhatWasNotGranted() {
        token = "{\"access_token\":\"AT-1\",\"scope\":\"files.read\"}";
        Browser browser = vault.browser();
        Response done = browser.get(back(started(browser), "code", "C-1"));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().text())
                .contains("id=\"missing\"", "<code>files.write</code>", "status=connected")
                .doesNotContain("<code>files.read</code>");
    }

    private String started(Browser browser) {
        return location(browser.visit(vault.link(",\"providers\":[\"drive\"]")));
    }

    @Test
    void shownTwiceTheCallbackIsRedeemedOnce() {
        Browser browser = vault.browser();
        String callback = back(started(browser), "code", "C-1");
        Response first = browser.get(callback);
        Response second = browser.get(callback);

        assertThat(location(second)).isEqualTo(location(first));
        assertThat(tokenRequests()).hasSize(1);
    }

    @Test
    void ofTwoCallbacksAtOnceOneIsRedeemed() throws Exception {
        Browser browser = vault.browser();
        String callback = back(started(browser), "code", "C-1");
        Response[] nested = new Response[1];
        vault.backend.answering(one -> {
            if (one.target().startsWith("/token") && nested[0] == null) {
                nested[0] = browser.get(callback);
            }
            return answer(one);
        });

        assertThat(browser.get(callback).status()).isEqualTo(303);
        assertThat(nested[0].status()).isEqualTo(200);
        assertThat(nested[0].headers().first("Refresh").orElseThrow())
                .contains("/connect/callback");
        assertThat(tokenRequests()).hasSize(1);
    }

    @Test
    void refusesAnotherBrowsersState() {
        String callback = back(started(vault.browser()), "code", "C-1");
        Response refused = vault.browser().get(callback);

        assertPage(refused, 403, "another browser");
        assertThat(tokenRequests()).isEmpty();
    }

    @Test
    void refusesAnotherBrowserWithASessionOfItsOwn() {
        String callback = back(started(vault.browser()), "code", "C-1");
        Browser other = vault.browser();
        started(other);

        assertPage(other.get(callback), 403, "another browser");
        assertThat(tokenRequests()).isEmpty();
    }

    @Test
    void refusesAStateThatWasBegunAnew() {
        Browser browser = vault.browser();
        String link = vault.link(",\"providers\":[\"drive\"]");
        String old = location(browser.visit(link));
        String fresh = location(browser.visit(link));

        assertPage(browser.get(back(old, "code", "C-1")), 400, "no longer good");
        assertThat(browser.get(back(fresh, "code", "C-2")).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connect/callback",
                "/connect/callback?state=&code=x",
                "/connect/callback?state=unknown.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&code=x"
            })
    void refusesAStateOfNobody(String callback) {
        assertPage(vault.browser().get(callback), 400, "no longer good");
    }

    @Test
    void refusesAStateWithAnotherEnd() {
        Browser browser = vault.browser();
        String callback =
                back(started(browser), "code", "C-1").replaceAll("(state=[^&]{40})[^&]+", "$1AAAA");

        assertPage(browser.get(callback), 400, "no longer good");
        assertThat(tokenRequests()).isEmpty();
    }

    @Test
    void refusesParametersThatComeTwice() {
        Browser browser = vault.browser();
        String callback = back(started(browser), "code", "C-1");

        assertPage(browser.get(callback + "&code=C-2"), 400, "cannot be understood");
        assertThat(tokenRequests()).isEmpty();
    }

    @Test
    void refusesAnAnswerThatComesTooLate() {
        Browser browser = vault.browser();
        String callback = back(started(browser), "code", "C-1");
        vault.clock.forward(Duration.ofMinutes(11));

        assertPage(browser.get(callback), 410, "took too long");
        assertThat(tokenRequests()).isEmpty();
    }

    @Test
    void refusesASessionThatHasExpired() {
        Browser browser = vault.browser();
        String link = vault.link("");
        String callback = back(started(browser), "code", "C-1");
        vault.clock.forward(Duration.ofMinutes(30));

        assertPage(browser.get(callback), 410, "has expired");
        assertPage(vault.browser().get(link), 410, "has expired");
    }

    @Test
    void refusesALinkThatAnotherBrowserHasOpened() {
        String link = vault.link("");
        vault.browser().visit(link);

        assertPage(vault.browser().visit(link), 410, "has been used");
    }

    @Test
    void isNotUsedUpByProgramsThatLookAtLinks() {
        String link = vault.link("");
        Browser preview = vault.browser();

        assertThat(preview.get(link, "Sec-Purpose", "prefetch;prerender").status()).isEqualTo(503);
        assertThat(vault.browser().visit(link).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"returnUrl", "return_url", "RETURNURL", "return_to", "redirect_uri"})
    void refusesALinkThatSaysWhereToGoBackTo(String name) {
        String link = vault.link("");

        assertPage(
                vault.browser().get(link + "?" + name + "=https://evil.example"),
                400,
                "was changed");
        assertThat(vault.browser().visit(link).status()).isEqualTo(303);
    }

    @Test
    void refusesALinkThatNobodyMade() {
        assertPage(vault.browser().get("/connect/s/" + "A".repeat(43)), 404, "not known");
        assertPage(vault.browser().get("/connect/s/short"), 404, "not known");
        assertPage(vault.browser().get("/connect/a/b/c"), 404, "no such page");
    }

    @ParameterizedTest
    @CsvSource({"access_denied,403,did not allow", "server_error,502,reports an error"})
    void saysWhatTheProviderSays(String error, int status, String text) {
        Browser browser = vault.browser();
        Response page =
                browser.get(
                        back(
                                started(browser),
                                "error",
                                error,
                                "error_description",
                                "<script>alert(1)</script>"));

        assertPage(page, status, text);
        assertThat(page.body().text())
                .contains(error + ": &lt;script", "id=\"again\"", "status=failed")
                .doesNotContain("<script>alert");
        assertThat(vault.events)
                .extracting(VaultEvent::kind)
                .containsExactly(VaultEvent.Kind.CONNECT_FAILED);
        assertThat(
                        browser.visit(
                                        ConnectFixture.between(
                                                page.body().text(), "primary\" href=\"", "\""))
                                .status())
                .isEqualTo(303);
    }

    @Test
    void refusesAnAnswerOfAnotherIssuer() {
        Browser browser = vault.browser();
        Response page =
                browser.get(back(started(browser), "code", "C-1", "iss", "https://evil.example"));

        assertPage(page, 400, "another provider");
        assertThat(tokenRequests()).isEmpty();
        assertThat(
                        browser.get(
                                        back(
                                                location(browser.visit(again(page))),
                                                "code",
                                                "C-1",
                                                "iss",
                                                vault.backend.url("/drive")))
                                .status())
                .isEqualTo(303);
    }

    private static String again(Response page) {
        return ConnectFixture.between(page.body().text(), "primary\" href=\"", "\"");
    }

    @Test
    void refusesACodeThatTheProviderRefuses() {
        token = "{\"error\":\"invalid_grant\",\"error_description\":\"code is used\"}";
        Browser browser = vault.browser();
        Response page = browser.get(back(started(browser), "code", "C-1"));

        assertPage(page, 502, "no longer good");
        assertThat(page.body().text()).contains("invalid_grant: code is used");
        assertThat(vault.accounts.kept(account("drive"))).isEmpty();
    }

    @Test
    void refusesAnotherUsersAccountInThePlaceOfOne() {
        Browser browser = vault.browser();
        browser.get(back(started(browser), "code", "C-1"));
        me = "{\"id\":\"u-2\",\"mail\":\"someone@drive.example\"}";
        Browser again = vault.browser();
        Response page = again.get(back(reconnecting(again), "code", "C-2"));

        assertPage(page, 409, "another account");
        assertThat(page.body().text()).contains("megan@drive.example", "someone@drive.example");
        assertThat(vault.accounts.kept(account("drive")).orElseThrow().subject()).contains("u-1");
    }

    @Test
    void refusesToReconnectWhereNobodySaysWhoItIs() {
        Browser browser = vault.browser();
        browser.get(back(started(browser), "code", "C-1"));
        meStatus = 403;
        Browser again = vault.browser();

        assertPage(again.get(back(reconnecting(again), "code", "C-2")), 502, "whose account");
    }

    @Test
    void reconnectsTheSameAccount() {
        Browser browser = vault.browser();
        browser.get(back(started(browser), "code", "C-1"));
        token = "{\"access_token\":\"AT-2\",\"refresh_token\":\"RT-2\"}";
        Browser again = vault.browser();

        assertThat(again.get(back(reconnecting(again), "code", "C-2")).status()).isEqualTo(303);
        Connected kept = vault.accounts.kept(account("drive")).orElseThrow();
        assertThat(((Got.Tokens) kept.got()).token().accessToken().matches("AT-2")).isTrue();
    }

    private String reconnecting(Browser browser) {
        return location(browser.visit(vault.link(",\"providers\":[\"drive\"],\"reconnect\":true")));
    }

    @Test
    void connectsWhereTheProviderDoesNotSayWhoItIs() {
        meStatus = 403;
        Browser browser = vault.browser();

        assertThat(browser.get(back(started(browser), "code", "C-1")).status()).isEqualTo(303);
        assertThat(vault.accounts.kept(account("drive")).orElseThrow().subject()).isEmpty();
    }

    @Test
    void asksForWhatTheAddressNeeds() {
        shop(new Template("https://{shop}.shop.example/authorize"));
        Browser browser = vault.browser();
        Response page = browser.visit(vault.link(",\"providers\":[\"shop\"]"));
        assertThat(page.body().text()).contains("for=\"v_shop\"", "Your shop");

        for (String wrong : List.of("", "Megan", "evil.example/", "a@b", "x.evil.example#")) {
            Response again = browser.submit(page, Map.of("v_shop", wrong));
            assertThat(again.status()).as(wrong).isEqualTo(400);
            assertThat(again.body().text()).contains("id=\"v_shop-mistake\"");
        }
        Response leaving = browser.submit(page, Map.of("v_shop", "megans-prints"));
        assertThat(leaving.headers().first("Refresh").orElseThrow())
                .startsWith("0;url=https://megans-prints.shop.example/authorize?");
    }

    @Test
    void takesFromTheAppWhatTheAddressNeeds() {
        shop(new Template("https://{shop}.shop.example/authorize"));

        assertThat(
                        location(
                                vault.browser()
                                        .visit(
                                                vault.link(
                                                        ",\"providers\":[\"shop\"],\"variables\":{\"shop\":\"pixie\"}"))))
                .startsWith("https://pixie.shop.example/authorize?");
    }

    private void shop(Template authorize) {
        Access.OAuth2 made = (Access.OAuth2) vault.oauth2("shop", Flow.AUTHORIZATION_CODE).access();
        Access.OAuth2 access =
                new Access.OAuth2(
                        made.flows(),
                        Optional.of(authorize),
                        Map.of(),
                        Optional.empty(),
                        made.scopes(),
                        " ",
                        true,
                        Optional.empty(),
                        made.tokens(),
                        made.answer(),
                        made.life(),
                        made.revocation());
        vault.provider(
                "shop",
                access,
                Optional.empty(),
                List.of(
                        new Variable(
                                "shop",
                                "Your shop",
                                Source.CONNECT,
                                "shop",
                                Optional.of("[a-z-]+"),
                                Optional.empty())));
    }

    @Test
    void learnsFromCallbackTokenAndLookUpWhereTheApiIs() {
        variables();
        token = "{\"access_token\":\"AT-1\",\"instance\":\"na1.api.example\"}";
        me = "[{\"id\":\"cloud-7\"},{\"id\":\"cloud-8\"}]";
        Browser browser = vault.browser();
        Response done = browser.get(back(started(browser), "code", "C-1", "realmId", "42"));

        assertThat(done.status()).as(done.body().text()).isEqualTo(303);
        assertThat(vault.accounts.kept(account("drive")).orElseThrow().variables())
                .containsOnly(
                        Map.entry("realm", "42"),
                        Map.entry("host", "na1.api.example"),
                        Map.entry("cloud", "cloud-7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/", "a@evil.example", "evil.example?x", "", "a b"})
    void refusesAHostThatWouldBeAnother(String host) {
        variables();
        token = "{\"access_token\":\"AT-1\",\"instance\":\"" + host + "\"}";
        Browser browser = vault.browser();

        assertPage(
                browser.get(back(started(browser), "code", "C-1", "realmId", "42")),
                502,
                "do not understand");
        assertThat(vault.accounts.kept(account("drive"))).isEmpty();
    }

    private void variables() {
        vault.changed(
                "drive",
                before ->
                        new Provider(
                                before.workspace(),
                                before.name(),
                                before.template(),
                                before.title(),
                                before.access(),
                                new io.grantway.vault.ProviderApi(
                                        new Template("https://{host}/v1/{realm}/{cloud}"),
                                        List.of(),
                                        Map.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of()),
                                Optional.empty(),
                                List.of(
                                        variable("realm", Source.CALLBACK, "realmId"),
                                        variable("host", Source.TOKEN, "instance"),
                                        new Variable(
                                                "cloud",
                                                "",
                                                Source.USERINFO,
                                                "id",
                                                Optional.empty(),
                                                Optional.of(
                                                        new Template(vault.backend.url("/me"))))),
                                Map.of()));
    }

    private static Variable variable(String name, Source source, String parameter) {
        return new Variable(name, "", source, parameter, Optional.empty(), Optional.empty());
    }

    @Test
    void tellsThePageThatOpenedTheWindow() {
        Browser browser = vault.browser();
        String address =
                location(
                        browser.visit(
                                vault.link(
                                        ",\"providers\":[\"drive\"],\"origin\":\"https://printpixie.example\"")));
        Response done = browser.get(back(address, "code", "C-1"));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().text())
                .contains(
                        "data-origin=\"https://printpixie.example\"",
                        "data-status=\"connected\"",
                        "data-provider=\"drive\"");
        String policy = done.headers().first("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("script-src https://vault.example/connect/assets/tell-");
        String script = ConnectFixture.between(policy, "script-src https://vault.example", ";");
        assertThat(browser.get(script).body().text()).contains("postMessage");
        assertThat(browser.get("/connect/embed.js").body().text()).contains("Grantway");
    }

    @Test
    void isFramedCachedAndScriptedByNobody() {
        vault.oauth2("box", Flow.AUTHORIZATION_CODE);
        Response page = vault.browser().visit(vault.link(""));

        assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("script-src");
        assertThat(page.headers().first("Cache-Control")).contains("no-store");
        assertThat(page.headers().first("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void takesNoFormOfAnotherSite() {
        vault.oauth2("box", Flow.AUTHORIZATION_CODE);
        Browser browser = vault.browser();
        Response page = browser.visit(vault.link(""));
        String action = ConnectFixture.between(page.body().text(), "action=\"", "\"");

        assertPage(browser.post(action, Map.of("provider", "box", "token", "guess")), 403, "form");
        assertPage(
                browser.post(
                        action,
                        Map.of(
                                "provider",
                                "box",
                                "token",
                                ConnectFixture.between(
                                        page.body().text(), "name=\"token\" value=\"", "\"")),
                        "Sec-Fetch-Site",
                        "cross-site"),
                403,
                "form");
    }

    @Test
    void isOnlyThereOverHttps() {
        assertPage(vault.browser().get("http://vault.example/connect/x"), 400, "not secure");
    }

    @Test
    void speaksGerman() {
        Response page =
                vault.browser().get("/connect/s/nothing", "Accept-Language", "de-AT,de;q=0.9");

        assertThat(page.body().text()).contains("lang=\"de\"", "nicht bekannt");
    }

    static void assertPage(Response page, int status, String text) {
        assertThat(page.status()).as(page.body().text()).isEqualTo(status);
        assertThat(page.body().text()).contains(text).contains("id=\"advice\"");
    }
}
