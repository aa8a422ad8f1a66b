package io.grantway.authserver;

import static io.grantway.testing.BrowserFixture.CALLBACK;
import static io.grantway.testing.BrowserFixture.request;
import static io.grantway.testing.BrowserFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.TestBrowser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How answers travel back to a client, and the confusion of one way with another.
class ResponseModesTest {
    private static final Pattern FIELD = Pattern.compile("name=\"(\\w+)\" value=\"([^\"]*)\"");

    private final BrowserFixture fixture = new BrowserFixture("{}");

    private JWTClaimsSet verified(String jwt) throws Exception {
        SignedJWT read = SignedJWT.parse(jwt);
        var key =
                JWKSet.parse(Json.write(fixture.keys.jwks()))
                        .getKeyByKeyId(read.getHeader().getKeyID());
        assertThat(read.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        return read.getJWTClaimsSet();
    }

    private static String field(Response page, String name) {
        Matcher fields = FIELD.matcher(page.body().text());
        while (fields.find()) {
            if (fields.group(1).equals(name)) {
                return fields.group(2);
            }
        }
        throw new AssertionError("no field " + name + " in " + page.body().text());
    }

    @ParameterizedTest
    @CsvSource({"'',?", "query,?", "fragment,#"})
    void answersInTheAddress(String mode, String sign) {
        String location = TestBrowser.location(fixture.consented(request("response_mode", mode)));

        assertThat(location)
                .matches(
                        Pattern.quote(CALLBACK + sign)
                                + "code=\\w{32}&iss=https%3A%2F%2Fapi.example%2Fauth&state=s1");
    }

    @Test
    void answersInAFormThatSendsItself() throws Exception {
        Response page = fixture.consented(request("response_mode", "form_post"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().first("Location")).isEmpty();
        assertThat(page.headers().first("Cache-Control")).contains("no-store");
        assertThat(page.body().text())
                .contains("<form method=\"post\" action=\"" + CALLBACK + "\"")
                .contains("<button");
        assertThat(field(page, "code")).matches("\\w{32}");
        assertThat(field(page, "state")).isEqualTo("s1");
        assertThat(field(page, "iss")).isEqualTo(BrowserFixture.ISSUER);
    }

    @Test
    void letsTheOneScriptOfThatPageRunAndNoOther() throws Exception {
        Response page = fixture.consented(request("response_mode", "form_post"));
        Matcher script =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL)
                        .matcher(page.body().text());
        assertThat(script.find()).isTrue();
        String hash =
                Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(script.group(1).getBytes(StandardCharsets.UTF_8)));

        assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src 'sha256-" + hash + "'")
                .contains("form-action 'self' https:")
                .contains("frame-ancestors 'none'")
                .doesNotContain("script-src 'unsafe");
        assertThat(script.find()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"jwt,?", "query.jwt,?", "fragment.jwt,#"})
    void signsItsAnswer(String mode, String sign) throws Exception {
        Response answer = fixture.consented(request("response_mode", mode));

        assertThat(TestBrowser.location(answer)).startsWith(CALLBACK + sign + "response=");
        assertThat(told(answer).names()).containsExactly("response");
        JWTClaimsSet claims = verified(told(answer).first("response").orElseThrow());
        assertThat(claims.getIssuer()).isEqualTo(BrowserFixture.ISSUER);
        assertThat(claims.getAudience()).containsExactly("crm");
        assertThat(claims.getStringClaim("state")).isEqualTo("s1");
        assertThat(claims.getStringClaim("code")).matches("\\w{32}");
        assertThat(
                        Duration.between(
                                fixture.clock.instant(), claims.getExpirationTime().toInstant()))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void signsAnAnswerInAForm() throws Exception {
        Response page = fixture.consented(request("response_mode", "form_post.jwt"));

        assertThat(verified(field(page, "response")).getStringClaim("code")).matches("\\w{32}");
        assertThat(page.body().text()).doesNotContain("name=\"code\"");
    }

    @Test
    void tellsErrorsInTheSameWay() throws Exception {
        Response inForm =
                fixture.browser().get(request("response_mode", "form_post", "scope", "nonsense"));
        Response signed =
                fixture.browser().get(request("response_mode", "jwt", "scope", "nonsense"));

        assertThat(field(inForm, "error")).isEqualTo("invalid_scope");
        assertThat(verified(told(signed).first("response").orElseThrow()).getStringClaim("error"))
                .isEqualTo("invalid_scope");
    }

    @Test
    void tellsTheUsersRefusalInTheSameWay() {
        TestBrowser browser = fixture.browser();
        Response consent = fixture.loggedIn(browser, request("response_mode", "form_post"));

        Response page = browser.post(TestBrowser.form(consent, "consent").with("decision", "deny"));

        assertThat(field(page, "error")).isEqualTo("access_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUERY", "web_message", "query fragment", "jwt.jwt", ".jwt", "none"})
    void refusesAModeThatItDoesNotKnow(String mode) {
        Response answer = fixture.browser().get(request("response_mode", mode));

        assertThat(TestBrowser.location(answer)).startsWith(CALLBACK + "?error=invalid_request&");
    }

    @Test
    void refusesToBeToldTwoModes() {
        Response answer =
                fixture.browser()
                        .get(request("response_mode", "query") + "&response_mode=form_post");

        assertThat(told(answer).first("error")).contains("invalid_request");
    }

    @Test
    void neverPostsToAnAddressThatIsNotRegistered() {
        Response page =
                fixture.browser()
                        .get(
                                request(
                                        "response_mode",
                                        "form_post",
                                        "redirect_uri",
                                        "https://evil.example/"));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body().text()).doesNotContain("evil.example").doesNotContain("<form");
    }

    @Test
    void cannotBeMadeToRunAScriptByWhatItPosts() {
        Response page =
                fixture.browser()
                        .get(
                                request(
                                        "response_mode",
                                        "form_post",
                                        "scope",
                                        "nonsense",
                                        "state",
                                        "\"><script>alert(1)</script>"));

        assertThat(page.body().text()).doesNotContain("<script>alert");
        assertThat(field(page, "state")).isEqualTo("&#34;>&lt;script>alert(1)&lt;/script>");
    }

    @Test
    void tellsInItsMetadataHowItAnswers() {
        assertThat(fixture.metadata().path("response_modes_supported").toString())
                .isEqualTo(
                        "[\"query\",\"fragment\",\"form_post\",\"query.jwt\",\"fragment.jwt\",\"form_post.jwt\",\"jwt\"]");
        assertThat(fixture.metadata().path("authorization_signing_alg_values_supported").toString())
                .isEqualTo("[\"RS256\"]");
    }
}
