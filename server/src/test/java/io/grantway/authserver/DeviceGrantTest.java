package io.grantway.authserver;

import static io.grantway.testing.PagesFixture.PASSWORD;
import static io.grantway.testing.PagesFixture.error;
import static io.grantway.testing.PagesFixture.json;
import static io.grantway.testing.PagesFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestBrowser;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// RFC 8628, from the device's side and from the user's.
class DeviceGrantTest {
    private static final String PAGE = "/auth/device";
    private static final String GRANT =
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";

    private final PagesFixture server = new PagesFixture();
    private final TestBrowser browser = server.browser();

    private JsonNode begun(String scope) {
        Response response = server.form("/device_authorization", "client_id=tv&scope=" + scope);
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        return json(response);
    }

    private Response poll(JsonNode codes) {
        return server.form(
                "/token",
                GRANT + "&client_id=tv&device_code=" + codes.path("device_code").asString());
    }

    private static String userCode(JsonNode codes) {
        return codes.path("user_code").asString();
    }

    private Response typed(String code) {
        return browser.get(PAGE + "?user_code=" + code);
    }

    /// The page that asks for consent.
    private Response loggedIn(String code) {
        Response sent = browser.post(LoginFixture.filled(typed(code), "megan", PASSWORD));
        return browser.get(TestBrowser.location(sent));
    }

    private Response decide(Response page, String decision) {
        return browser.post(TestBrowser.form(page, "decide").with("decision", decision));
    }

    private void allow(JsonNode codes) {
        decide(loggedIn(userCode(codes)), "allow");
    }

    @Test
    void letsADeviceInThatItsUserAllows() {
        JsonNode codes = begun("read+write");

        assertThat(error(poll(codes))).isEqualTo("authorization_pending");
        Response page = loggedIn(userCode(codes));
        assertThat(page.body().text())
                .contains(userCode(codes), "tv-app", "See your orders", "<code>write</code>")
                .contains("If somebody sent you this code");
        Response done = browser.get(TestBrowser.location(decide(page, "allow")));
        assertThat(done.body().text()).contains("Your device is connected");

        Response token = poll(codes);
        assertThat(text(token, "scope")).isEqualTo("read write");
        assertThat(server.isActive(text(token, "access_token"))).isTrue();
        assertThat(json(token).has("id_token")).isFalse();
        Response renewed =
                server.form(
                        "/token",
                        "grant_type=refresh_token&client_id=tv&refresh_token="
                                + text(token, "refresh_token"));
        assertThat(renewed.status()).isEqualTo(200);
    }

    @Test
    void tellsTheDeviceWhereToSendItsUserAndHowOftenToAsk() {
        JsonNode codes = begun("read");

        assertThat(userCode(codes)).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(codes.path("verification_uri").asString())
                .isEqualTo(PagesFixture.ISSUER + "/device");
        assertThat(codes.path("verification_uri_complete").asString())
                .isEqualTo(PagesFixture.ISSUER + "/device?user_code=" + userCode(codes));
        assertThat(codes.path("expires_in").asInt()).isEqualTo(600);
        assertThat(codes.path("interval").asInt()).isEqualTo(5);
    }

    @Test
    void tellsInAnIdTokenWhoLetTheDeviceIn() throws Exception {
        JsonNode codes = begun("openid");
        allow(codes);

        SignedJWT token = SignedJWT.parse(text(poll(codes), "id_token"));

        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("megan");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("tv");
        assertThat(token.getJWTClaimsSet().getStringListClaim("amr")).containsExactly("pwd");
        // The device stays in when the browser's user logs out.
        assertThat(token.getJWTClaimsSet().getStringClaim("sid")).isNull();
    }

    @Test
    void givesADeviceCodeItsTokensOnceOnly() {
        JsonNode codes = begun("read");
        allow(codes);
        assertThat(poll(codes).status()).isEqualTo(200);

        assertThat(error(poll(codes))).isEqualTo("invalid_grant");
    }

    @Test
    void tellsADeviceThatItsUserRefused() {
        JsonNode codes = begun("read");

        Response done =
                browser.get(TestBrowser.location(decide(loggedIn(userCode(codes)), "deny")));

        assertThat(done.body().text()).contains("Nothing was allowed");
        assertThat(error(poll(codes))).isEqualTo("access_denied");
    }

    @Test
    void takesNoCodeTwice() {
        JsonNode codes = begun("read");
        allow(codes);

        assertThat(typed(userCode(codes)).body().text()).contains("not valid here");
    }

    @Test
    void slowsADeviceDownThatAsksTooOften() {
        JsonNode codes = begun("read");
        assertThat(error(poll(codes))).isEqualTo("authorization_pending");
        clock(2);
        assertThat(error(poll(codes))).isEqualTo("slow_down");
        clock(6);
        assertThat(error(poll(codes))).isEqualTo("slow_down");
        clock(15);
        assertThat(error(poll(codes))).isEqualTo("authorization_pending");
    }

    private void clock(long seconds) {
        server.clock.forward(Duration.ofSeconds(seconds));
    }

    @Test
    void forgetsACodeThatNobodyTypedInTime() {
        JsonNode codes = begun("read");
        clock(600);

        assertThat(error(poll(codes))).isEqualTo("expired_token");
        assertThat(typed(userCode(codes)).status()).isEqualTo(400);
        clock(301);
        begun("read");
        assertThat(error(poll(codes))).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"UPPER, -", "lower, -", "lower, ''", "UPPER, +", "mixed, --"})
    void readsACodeHoweverItIsTyped(String letters, String between) {
        String shown = userCode(begun("read"));
        String dashed = shown.replace("-", between);
        String code =
                switch (letters) {
                    case "UPPER" -> dashed;
                    case "lower" -> dashed.toLowerCase(Locale.ROOT);
                    default -> dashed.charAt(0) + dashed.substring(1).toLowerCase(Locale.ROOT);
                };

        assertThat(typed(code).body().text()).contains("tv-app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BBBB-BBBB", "x", "%00", "BCDFGHJKLMNPQRST", "%3Cscript%3E", "%C4%B0"})
    void saysThatACodeIsWrongAndKeepsItToBeMended(String code) {
        begun("read");

        Response page = typed(code);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body().text()).contains("not valid here").doesNotContain("<script>");
    }

    /// RFC 8628 §5.1.
    @Test
    void letsNobodyTryCodesOut() {
        String right = userCode(begun("read"));
        browser.get(PAGE);
        for (int i = 0; i < 5; i++) {
            assertThat(typed("BBBB-BBBB").status()).isEqualTo(400);
        }

        assertThat(typed(right).status()).isEqualTo(429);
        assertThat(typed(right).headers().first("Retry-After")).isPresent();
        clock(31);
        assertThat(typed(right).status()).isEqualTo(200);
    }

    @Test
    void countsWrongCodesByAddressWhereCookiesAreDropped() {
        String right = userCode(begun("read"));
        for (int i = 0; i < 30; i++) {
            browser.cookies().clear();
            typed("BBBB-BBBB");
        }
        browser.cookies().clear();

        assertThat(typed(right).status()).isEqualTo(429);
        assertThat(server.browser().at("198.51.100.7").get(PAGE + "?user_code=" + right).status())
                .isEqualTo(200);
    }

    @Test
    void countsRightCodesAgainstNobody() {
        String right = userCode(begun("read"));

        for (int i = 0; i < 40; i++) {
            assertThat(typed(right).status()).isEqualTo(200);
        }
    }

    /// A page of somebody else's must not be able to decide.
    @Test
    void takesNoDecisionFromAnotherSite() {
        JsonNode codes = begun("read");
        Response page = loggedIn(userCode(codes));
        TestBrowser.Form form = TestBrowser.form(page, "decide").with("decision", "allow");

        assertThat(browser.post(form.with("token", "x")).status()).isEqualTo(403);
        assertThat(browser.sending("Sec-Fetch-Site", "cross-site").post(form).status())
                .isEqualTo(403);
        assertThat(error(poll(codes))).isEqualTo("authorization_pending");
    }

    /// A form for one device is none for another.
    @Test
    void takesADecisionAboutTheDeviceThatWasShownOnly() {
        JsonNode shown = begun("read");
        JsonNode other = begun("read");
        TestBrowser.Form form =
                TestBrowser.form(loggedIn(userCode(shown)), "decide").with("decision", "allow");

        Response sent = browser.post(form.to(PAGE + "/decide?user_code=" + userCode(other)));

        assertThat(sent.status()).isEqualTo(403);
        assertThat(error(poll(other))).isEqualTo("authorization_pending");
    }

    @Test
    void keepsADeviceCodeFromOtherClients() {
        JsonNode codes = begun("read");
        allow(codes);

        Response stolen =
                server.asCrm(
                        "/token", GRANT + "&device_code=" + codes.path("device_code").asString());

        assertThat(error(stolen)).isEqualTo("invalid_grant");
        assertThat(poll(codes).status()).isEqualTo(200);
    }

    @Test
    void givesNoMoreThanTheUserAllowed() {
        JsonNode codes = begun("read");
        allow(codes);

        Response widened =
                server.form(
                        "/token",
                        GRANT
                                + "&client_id=tv&scope=read+write&device_code="
                                + codes.path("device_code").asString());

        assertThat(error(widened)).isEqualTo("invalid_scope");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id=tv&scope=nonsense, invalid_scope",
        "client_id=nobody&scope=read, invalid_client",
        "client_id=crm&scope=read, invalid_client",
        "scope=read, invalid_client",
        "client_id=tv&scope=read&scope=read, invalid_request",
    })
    void refusesADeviceAuthorizationRequestThatIsWrong(String form, String error) {
        assertThat(error(server.form("/device_authorization", form))).isEqualTo(error);
    }

    @Test
    void refusesATokenRequestWithoutADeviceCode() {
        assertThat(error(server.form("/token", GRANT + "&client_id=tv")))
                .isEqualTo("invalid_request");
    }

    @Test
    void boundsHowManyDevicesOfAClientWait() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            codes.add(userCode(begun("read")));
        }

        Response refused = server.form("/device_authorization", "client_id=tv&scope=read");

        assertThat(codes).hasSize(1000);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(server.asCrm("/device_authorization", "scope=read").status()).isEqualTo(200);
        clock(901);
        begun("read");
    }

    @Test
    void isNotThereWhereItIsSwitchedOff() {
        PagesFixture without = new PagesFixture("grants: [authorization_code]");

        assertThat(without.endpoints.owns("/auth/device")).isFalse();
        assertThat(without.endpoints.owns("/auth/device_authorization")).isFalse();
        assertThat(metadata(without).has("device_authorization_endpoint")).isFalse();
        assertThat(metadata(server).path("device_authorization_endpoint").asString())
                .isEqualTo(PagesFixture.ISSUER + "/device_authorization");
    }

    private static JsonNode metadata(PagesFixture at) {
        return json(
                at.endpoints.handle(
                        Requests.get(PagesFixture.ISSUER + "/.well-known/openid-configuration")));
    }

    @Test
    void speaksGerman() {
        browser.sending("Accept-Language", "de-DE");

        assertThat(browser.get(PAGE).body().text()).contains("Gerät verbinden", "lang=\"de\"");
        assertThat(loggedIn(userCode(begun("read"))).body().text()).contains("Lehnen Sie ab");
    }
}
