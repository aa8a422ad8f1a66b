package io.grantway.authserver;

import static io.grantway.testing.PagesFixture.ISSUER;
import static io.grantway.testing.PagesFixture.PASSWORD;
import static io.grantway.testing.PagesFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestBrowser;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// OpenID Connect RP-Initiated Logout and Back-Channel Logout: whoever ends a session ends it
/// everywhere.
class LogoutTest {
    private static final String PAGE = "/auth/end_session";
    private static final String GOODBYE = "https://client.example/goodbye";
    private static final String TOLD = "https://client.example/logged-out";

    private final PagesFixture server =
            new PagesFixture(
                    "scopes: [{name: read, description: See your orders}, {name: write},"
                            + " {name: offline_access}]",
                    "{name: shop-app, clientId: shop, clientSecret: shop-secret, redirectUris:"
                            + " ['https://client.example/callback'], metadata:"
                            + " {postLogoutRedirectUris: ['"
                            + GOODBYE
                            + "', 'https://client.example/bye?from=shop'], backchannelLogoutUri: '"
                            + TOLD
                            + "'}}");
    private final TestBrowser browser = server.browser();

    /// What a login at an application gives it.
    private JsonNode loggedIn(String client, String scope) {
        return loggedIn(browser, client, scope);
    }

    private JsonNode loggedIn(TestBrowser at, String client, String scope) {
        Response page = at.get(PagesFixture.authorize(client, scope));
        if (page.body().text().contains("name=\"password\"")) {
            Response sent = at.post(LoginFixture.filled(page, "megan", PASSWORD));
            page = at.get(TestBrowser.location(sent));
        }
        if (page.status() == 200) {
            page = at.post(TestBrowser.form(page, "consent").with("decision", "allow"));
        }
        String location = TestBrowser.location(page);
        String code =
                Parameters.parse(location.substring(location.indexOf('?') + 1))
                        .first("code")
                        .orElseThrow();
        Response token =
                server.form(
                        "/token",
                        PagesFixture.redemption(code)
                                + "&client_id="
                                + client
                                + "&client_secret="
                                + client
                                + "-secret");
        assertThat(token.status()).as(token.body().text()).isEqualTo(200);
        return json(token);
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString();
    }

    private boolean isLoggedIn() {
        return !browser.get(PagesFixture.authorize("crm", "read"))
                .body()
                .text()
                .contains("name=\"password\"");
    }

    private Response confirm(Response page) {
        return browser.post(TestBrowser.form(page, "confirm"));
    }

    @Test
    void logsOutAtOnceWhereTheApplicationProvesWhoseSessionItIs() {
        String idToken = text(loggedIn("shop", "openid"), "id_token");

        Response out =
                browser.get(
                        PAGE
                                + "?id_token_hint="
                                + idToken
                                + "&post_logout_redirect_uri="
                                + GOODBYE
                                + "&state=a%26b");

        assertThat(TestBrowser.location(out)).isEqualTo(GOODBYE + "?state=a%26b");
        assertThat(isLoggedIn()).isFalse();
    }

    /// RP-Initiated Logout §4: an ID token need not be fresh to tell whose it was.
    @Test
    void takesAnIdTokenThatHasExpired() {
        String idToken = text(loggedIn("shop", "openid"), "id_token");
        server.clock.forward(Duration.ofHours(2));

        browser.get(PAGE + "?id_token_hint=" + idToken);

        assertThat(isLoggedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?client_id=shop",
                "?client_id=shop&post_logout_redirect_uri=https://client.example/goodbye",
            })
    void asksTheUserWhereAnybodyCouldHaveMadeTheLink(String query) {
        loggedIn("shop", "openid");

        Response page = browser.get(PAGE + query);

        assertThat(page.body().text()).contains("Log out?", "Megan Miller");
        assertThat(isLoggedIn()).isTrue();
        confirm(page);
        assertThat(isLoggedIn()).isFalse();
    }

    @Test
    void asksTheUserWhereTheIdTokenIsOfAnotherSession() {
        TestBrowser other = server.browser();
        String foreign = text(loggedIn(other, "shop", "openid"), "id_token");
        loggedIn("shop", "openid");

        Response page = browser.get(PAGE + "?id_token_hint=" + foreign);

        assertThat(page.body().text()).contains("Log out?");
        assertThat(isLoggedIn()).isTrue();
    }

    @Test
    void goesBackToTheApplicationOnceTheUserHasConfirmed() {
        loggedIn("shop", "openid");
        String query = "?client_id=shop&state=x&post_logout_redirect_uri=" + GOODBYE;

        Response page = browser.get(PAGE + query);

        assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self' https:");
        assertThat(TestBrowser.location(confirm(page))).isEqualTo(GOODBYE + "?state=x");
    }

    @Test
    void keepsTheQueryOfARegisteredAddress() {
        loggedIn("shop", "openid");

        Response out =
                confirm(
                        browser.get(
                                PAGE
                                        + "?client_id=shop&state=x&post_logout_redirect_uri="
                                        + "https://client.example/bye?from=shop"));

        assertThat(TestBrowser.location(out))
                .isEqualTo("https://client.example/bye?from=shop&state=x");
    }

    @Test
    void saysSoWhereNobodyIsLoggedIn() {
        assertThat(browser.get(PAGE).body().text()).contains("You are logged out");
        assertThat(
                        TestBrowser.location(
                                browser.get(
                                        PAGE
                                                + "?client_id=shop&post_logout_redirect_uri="
                                                + GOODBYE)))
                .isEqualTo(GOODBYE);
    }

    /// An open redirector would lend this server's name to phishers.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=shop&post_logout_redirect_uri=https://evil.example/goodbye",
                "client_id=shop&post_logout_redirect_uri=https://client.example/goodbye/",
                "client_id=shop&post_logout_redirect_uri=https://client.example/callback",
                "client_id=crm&post_logout_redirect_uri=https://client.example/goodbye",
                "client_id=nobody&post_logout_redirect_uri=https://client.example/goodbye",
                "post_logout_redirect_uri=https://client.example/goodbye",
                "client_id=shop&id_token_hint=nonsense",
                "client_id=shop&client_id=shop",
            })
    void goesNowhereThatTheApplicationHasNotRegistered(String query) {
        loggedIn("shop", "openid");

        Response page = browser.get(PAGE + "?" + query);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.headers().first("Location")).isEmpty();
        assertThat(isLoggedIn()).isTrue();
    }

    @Test
    void takesNoIdTokenOfAnotherApplicationForTheOneNamed() {
        String idToken = text(loggedIn("crm", "openid"), "id_token");

        assertThat(browser.get(PAGE + "?client_id=shop&id_token_hint=" + idToken).status())
                .isEqualTo(400);
        assertThat(isLoggedIn()).isTrue();
    }

    /// An access token travels to APIs, each of which could log the user out by it.
    @Test
    void takesNoAccessTokenForAnIdToken() {
        String accessToken = text(loggedIn("shop", "openid"), "access_token");

        assertThat(browser.get(PAGE + "?id_token_hint=" + accessToken).status()).isEqualTo(400);
    }

    @Test
    void takesAFormOfAnApplicationToo() {
        String idToken = text(loggedIn("shop", "openid"), "id_token");

        Response sent =
                browser.post(
                        new TestBrowser.Form(
                                PAGE,
                                Map.of(
                                        "id_token_hint",
                                        idToken,
                                        "post_logout_redirect_uri",
                                        GOODBYE)));
        Response out = browser.get(TestBrowser.location(sent));

        assertThat(sent.status()).isEqualTo(303);
        assertThat(TestBrowser.location(out)).isEqualTo(GOODBYE);
        assertThat(isLoggedIn()).isFalse();
    }

    @Test
    void takesNoConfirmationFromAnotherSite() {
        loggedIn("shop", "openid");
        TestBrowser.Form form = TestBrowser.form(browser.get(PAGE), "confirm");

        assertThat(browser.post(form.with("token", "x")).status()).isEqualTo(403);
        assertThat(browser.sending("Sec-Fetch-Site", "cross-site").post(form).status())
                .isEqualTo(403);
        assertThat(isLoggedIn()).isTrue();
    }

    @Test
    void endsWhatApplicationsHaveFromTheSession() {
        JsonNode mine = loggedIn("crm", "read");
        JsonNode kept = loggedIn("crm", "read+offline_access");
        JsonNode elsewhere = loggedIn(server.browser(), "crm", "read");

        confirm(browser.get(PAGE));

        assertThat(server.isActive(text(mine, "access_token"))).isFalse();
        assertThat(server.isActive(text(mine, "refresh_token"))).isFalse();
        assertThat(server.isActive(text(kept, "refresh_token"))).isTrue();
        assertThat(server.isActive(text(elsewhere, "refresh_token"))).isTrue();
    }

    private SignedJWT told() throws Exception {
        OutgoingRequest request = server.outside.requests().getFirst();
        assertThat(request.uri()).hasToString(TOLD);
        return SignedJWT.parse(
                Parameters.parse(request.body().text()).first("logout_token").orElseThrow());
    }

    @Test
    void tellsApplicationsOfTheSessionThatItHasEnded() throws Exception {
        server.outside.put(TOLD, "");
        String idToken = text(loggedIn("shop", "openid"), "id_token");

        confirm(browser.get(PAGE));

        SignedJWT token = told();
        assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(ISSUER);
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("shop");
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("megan");
        assertThat(token.getJWTClaimsSet().getStringClaim("sid"))
                .isEqualTo(SignedJWT.parse(idToken).getJWTClaimsSet().getStringClaim("sid"));
        assertThat(token.getJWTClaimsSet().getJSONObjectClaim("events"))
                .containsOnlyKeys("http://schemas.openid.net/event/backchannel-logout");
        assertThat(token.getJWTClaimsSet().getClaim("nonce")).isNull();
        assertThat(token.getJWTClaimsSet().getJWTID()).isNotEmpty();
        assertThat(token.getJWTClaimsSet().getExpirationTime())
                .isAfter(token.getJWTClaimsSet().getIssueTime());
    }

    /// A logout token must never be taken for an ID token.
    @Test
    void takesNoLogoutTokenForAnIdToken() throws Exception {
        server.outside.put(TOLD, "");
        loggedIn("shop", "openid");
        confirm(browser.get(PAGE));

        assertThat(browser.get(PAGE + "?id_token_hint=" + told().serialize()).status())
                .isEqualTo(400);
    }

    @Test
    void triesAFewTimesToTellAnApplicationThatIsAway() {
        loggedIn("shop", "openid");

        confirm(browser.get(PAGE));

        assertThat(server.outside.requests()).hasSize(3);
        assertThat(server.pauses)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(1));
    }

    @Test
    void takesNoForAnAnswer() {
        server.outside.put(TOLD, 400, "");
        loggedIn("shop", "openid");

        confirm(browser.get(PAGE));

        assertThat(server.outside.requests()).hasSize(1);
    }

    @Test
    void tellsNobodyWhoDoesNotListen() {
        loggedIn("crm", "openid");

        confirm(browser.get(PAGE));

        assertThat(server.sessions.size()).isZero();
        assertThat(server.outside.requests()).isEmpty();
    }

    /// The next user of a browser must find nothing of the one before.
    @Test
    void keepsASessionOverAnotherLoginOfTheSameUserOnly() {
        server.users.create(
                new User(
                        new UUID(1, 1),
                        "default",
                        "ann",
                        Optional.empty(),
                        PasswordHash.argon2id("another secret", new SecureRandom())));
        TestBrowser.Form again = loginForm();
        Map<String, String> secondTab = Map.copyOf(browser.cookies());
        JsonNode before = loggedIn("crm", "openid+read");
        browser.cookies().putAll(secondTab);
        browser.post(again.with("username", "megan").with("password", PASSWORD));
        assertThat(server.isActive(text(before, "refresh_token"))).isTrue();

        browser.cookies().putAll(secondTab);
        browser.post(again.with("username", "ann").with("password", "another secret"));

        assertThat(server.isActive(text(before, "refresh_token"))).isFalse();
        assertThat(server.sessions.size()).isEqualTo(1);
    }

    /// The login form of a second tab, with the cookie that goes with it.
    private TestBrowser.Form loginForm() {
        return TestBrowser.form(browser.get(PagesFixture.authorize("crm", "read")), "login");
    }

    @Test
    void tellsInItsMetadataThatItLogsOut() {
        JsonNode metadata =
                json(
                        server.endpoints.handle(
                                Requests.get(ISSUER + "/.well-known/openid-configuration")));

        assertThat(text(metadata, "end_session_endpoint")).isEqualTo(ISSUER + "/end_session");
        assertThat(
                        List.of(
                                metadata.path("backchannel_logout_supported").asBoolean(),
                                metadata.path("backchannel_logout_session_supported").asBoolean()))
                .containsOnly(true);
    }
}
