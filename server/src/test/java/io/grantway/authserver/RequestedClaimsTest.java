package io.grantway.authserver;

import static io.grantway.testing.BrowserFixture.request;
import static io.grantway.testing.BrowserFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Claims that a client asks for one by one (OpenID Connect Core §5.5), and by scopes (§5.4).
class RequestedClaimsTest {
    private static final String ALL =
            "{\"id_token\":{\"email\":{\"essential\":true},\"name\":null,\"phone_number\":null,"
                    + "\"aud\":null,\"exp\":null,\"groups\":null},\"userinfo\":{\"email\":null}}";

    private final BrowserFixture fixture =
            new BrowserFixture(
                    "{scopes: [{name: email}, {name: read}], grants: [authorization_code,"
                            + " refresh_token, implicit]}");

    private JsonNode redeemed(String... changes) {
        return fixture.redeemed(
                told(fixture.consented(request(changes))).first("code").orElseThrow());
    }

    private static JWTClaimsSet claims(JsonNode given, String token) throws Exception {
        return SignedJWT.parse(given.path(token).asString("")).getJWTClaimsSet();
    }

    @Test
    void saysInTheIdTokenWhatIsAskedForThere() throws Exception {
        JsonNode given = redeemed("scope", "openid profile email", "claims", ALL);

        JWTClaimsSet idToken = claims(given, "id_token");
        assertThat(idToken.getStringClaim("email")).isEqualTo("megan@example.com");
        assertThat(idToken.getStringClaim("name")).isEqualTo("Megan Miller");
        assertThat(idToken.getClaims())
                .doesNotContainKeys("phone_number", "groups", "email_verified", "given_name");
        assertThat(idToken.getAudience()).containsExactly("crm");
        assertThat(claims(given, "access_token").getClaims())
                .doesNotContainKeys("email", "name", "id_token_claims");
    }

    @Test
    void tellsNothingThatTheUserWasNotAskedAbout() throws Exception {
        JWTClaimsSet idToken = claims(redeemed("scope", "openid", "claims", ALL), "id_token");

        assertThat(idToken.getClaims()).doesNotContainKeys("email", "name");
    }

    @Test
    void saysItAgainWhenTheTokenIsRenewed() throws Exception {
        JsonNode given = redeemed("scope", "openid email", "claims", ALL);
        Response renewed =
                fixture.post(
                        "/token",
                        "client_id=crm&client_secret=crm-secret&grant_type=refresh_token"
                                + "&refresh_token="
                                + given.path("refresh_token").asString(""));

        assertThat(claims(Json.parse(renewed.body().text()), "id_token").getStringClaim("email"))
                .isEqualTo("megan@example.com");
    }

    @Test
    void tellsByScopesAtTheUserinfoEndpoint() {
        String token = redeemed("scope", "openid email").path("access_token").asString("");

        Response told =
                fixture.endpoints.handle(
                        Requests.get(
                                BrowserFixture.ISSUER + "/userinfo",
                                "Authorization",
                                "Bearer " + token));

        assertThat(told.body().text())
                .isEqualTo(
                        "{\"sub\":\"megan\",\"email\":\"megan@example.com\",\"email_verified\":true}");
    }

    @Test
    void tellsByScopesInAnIdTokenThatComesAlone() throws Exception {
        Response alone =
                fixture.consented(
                        request("response_type", "id_token", "scope", "openid profile email"));
        Response withToken =
                fixture.consented(
                        request(
                                "response_type", "id_token token",
                                "scope", "openid profile",
                                "prompt", "consent"));

        JWTClaimsSet full =
                SignedJWT.parse(told(alone).first("id_token").orElseThrow()).getJWTClaimsSet();
        assertThat(full.getStringClaim("email")).isEqualTo("megan@example.com");
        assertThat(full.getStringClaim("given_name")).isEqualTo("Megan");
        JWTClaimsSet bare =
                SignedJWT.parse(told(withToken).first("id_token").orElseThrow()).getJWTClaimsSet();
        assertThat(bare.getClaims()).doesNotContainKey("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "\"x\"",
                "{\"id_token\":[]}",
                "{\"id_token\":{\"name\":true}}",
                "{\"userinfo\":\"x\"}",
                "{\"id_token\":{\"name\":null,\"name\":null}}",
                "{\"id_token\":{}",
            })
    void refusesWhatIsNotWrittenAsItMust(String claims) {
        Response answer = fixture.browser().get(request("claims", claims));

        assertThat(told(answer).first("error")).contains("invalid_request");
    }

    @Test
    void refusesMoreThanAnybodyNeeds() {
        String claims = "{\"id_token\":{\"" + "n".repeat(5000) + "\":null}}";

        assertThat(told(fixture.browser().get(request("claims", claims))).first("error"))
                .contains("invalid_request");
    }

    @Test
    void asksForTheUserThatIsNamed() {
        TestBrowser browser = fixture.browser();
        fixture.loggedIn(browser, browser.get(request()), "paul");
        String claims = "{\"id_token\":{\"sub\":{\"value\":\"megan\"}}}";

        Response login = browser.get(request("claims", claims));

        assertThat(login.body().text()).contains("type=\"password\"").contains("value=\"megan\"");
    }

    @Test
    void tellsInItsMetadataWhatItCanTell() {
        assertThat(fixture.metadata().path("claims_parameter_supported").asBoolean()).isTrue();
        assertThat(fixture.metadata().path("claims_supported").toString())
                .contains("email_verified", "given_name")
                .doesNotContain("phone_number");
    }
}
