package io.grantway.authserver;

import static io.grantway.testing.BrowserFixture.CALLBACK;
import static io.grantway.testing.BrowserFixture.request;
import static io.grantway.testing.BrowserFixture.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.TestBrowser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that travel through the browser (OpenID Connect Core §3.2, §3.3), where a server has them
/// switched on by name.
class FrontChannelTokensTest {
    private final BrowserFixture usual = new BrowserFixture("{}");
    private final BrowserFixture legacy = new BrowserFixture(BrowserFixture.EVERYTHING);

    private static Parameters inFragment(Response answer) {
        assertThat(TestBrowser.location(answer)).startsWith(CALLBACK + "#");
        return told(answer);
    }

    private static String error(Response answer) {
        return told(answer).first("error").orElseThrow();
    }

    private static JWTClaimsSet idToken(Parameters told) throws Exception {
        return SignedJWT.parse(told.first("id_token").orElseThrow()).getJWTClaimsSet();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "id_token",
                "id_token token",
                "code id_token",
                "code token",
                "code id_token token"
            })
    void refusesThemUnlessTheyAreSwitchedOn(String type) {
        assertThat(error(usual.browser().get(request("response_type", type))))
                .isEqualTo("unsupported_response_type");
    }

    @ParameterizedTest
    @CsvSource({
        "token, false, true, false",
        "id_token, false, false, true",
        "id_token token, false, true, true",
        "token id_token, false, true, true",
        "code id_token, true, false, true",
        "code token, true, true, false",
        "id_token token code, true, true, true",
    })
    void givesWhatIsAskedForInTheFragment(
            String type, boolean code, boolean token, boolean idToken) {
        Parameters told = inFragment(legacy.consented(request("response_type", type)));

        assertThat(told.first("code").isPresent()).isEqualTo(code);
        assertThat(told.first("access_token").isPresent()).isEqualTo(token);
        assertThat(told.first("token_type").isPresent()).isEqualTo(token);
        assertThat(told.first("id_token").isPresent()).isEqualTo(idToken);
        assertThat(told.first("refresh_token")).isEmpty();
        assertThat(told.first("state")).contains("s1");
        assertThat(told.first("iss")).contains(BrowserFixture.ISSUER);
    }

    @Test
    void bindsTheIdTokenToWhatComesWithIt() throws Exception {
        Parameters told =
                inFragment(legacy.consented(request("response_type", "code id_token token")));
        JWTClaimsSet claims = idToken(told);

        assertThat(claims.getStringClaim("nonce")).isEqualTo("n1");
        assertThat(claims.getSubject()).isEqualTo("megan");
        assertThat(claims.getDateClaim("auth_time")).isNotNull();
        assertThat(claims.getStringClaim("c_hash"))
                .isEqualTo(leftHalf(told.first("code").orElseThrow()));
        assertThat(claims.getStringClaim("at_hash"))
                .isEqualTo(leftHalf(told.first("access_token").orElseThrow()));
        assertThat(claims.getStringClaim("s_hash")).isEqualTo(leftHalf("s1"));
    }

    private static String leftHalf(String text) throws GeneralSecurityException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    }

    @Test
    void givesATokenThatIsGoodAndForAnAudience() throws Exception {
        String token =
                inFragment(legacy.consented(request("response_type", "token")))
                        .first("access_token")
                        .orElseThrow();

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience())
                .containsExactly(BrowserFixture.ISSUER);
    }

    @Test
    void redeemsTheCodeOfAMixedAnswer() {
        Parameters told = inFragment(legacy.consented(request("response_type", "code id_token")));

        assertThat(legacy.redeemed(told.first("code").orElseThrow()).has("refresh_token")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "token, query",
        "id_token, query",
        "code token, query",
        "code id_token, query.jwt",
        "id_token token, query.jwt",
    })
    void putsNoTokenInAQuery(String type, String mode) {
        Response answer =
                legacy.browser().get(request("response_type", type, "response_mode", mode));

        assertThat(TestBrowser.location(answer)).startsWith(CALLBACK + "#error=invalid_request&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "id_token token", "code id_token", "code id_token token"})
    void givesNoIdTokenWithoutANonceOrTheScope(String type) {
        assertThat(error(legacy.browser().get(request("response_type", type, "nonce", ""))))
                .isEqualTo("invalid_request");
        assertThat(error(legacy.browser().get(request("response_type", type, "scope", "read"))))
                .isEqualTo("invalid_request");
    }

    /// PKCE downgrade (RFC 9700 §4.8.2), by way of a mixed answer.
    @ParameterizedTest
    @ValueSource(strings = {"code id_token", "code token", "code id_token token"})
    void givesNoCodeWithoutAChallenge(String type) {
        String without =
                request("response_type", type, "code_challenge", "", "code_challenge_method", "");

        assertThat(error(legacy.browser().get(without))).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "code code", "code  token", "CODE", "token code code", "code,token"})
    void refusesATypeThatThereIsNot(String type) {
        assertThat(error(legacy.browser().get(request("response_type", type))))
                .isEqualTo("unsupported_response_type");
    }

    @Test
    void givesAClientOnlyWhatItIsRegisteredFor() {
        BrowserFixture fixture =
                new BrowserFixture(
                        BrowserFixture.EVERYTHING,
                        "{name: A, clientId: a, clientType: public, redirectUris: ["
                                + CALLBACK
                                + "], metadata: {responseTypes: [token id_token]}}",
                        "{name: B, clientId: b, clientType: public, redirectUris: ["
                                + CALLBACK
                                + "], metadata: {grantTypes: [authorization_code]}}");

        assertThat(
                        fixture.browser()
                                .get(request("client_id", "a", "response_type", "id_token token"))
                                .status())
                .isEqualTo(200);
        assertThat(error(fixture.browser().get(request("client_id", "a"))))
                .isEqualTo("unauthorized_client");
        assertThat(
                        error(
                                fixture.browser()
                                        .get(request("client_id", "b", "response_type", "token"))))
                .isEqualTo("unauthorized_client");
    }

    @Test
    void tellsInItsMetadataWhatItGives() {
        assertThat(usual.metadata().path("response_types_supported").toString())
                .isEqualTo("[\"code\"]");
        assertThat(legacy.metadata().path("response_types_supported").toString())
                .isEqualTo(
                        "[\"code\",\"token\",\"id_token\",\"id_token token\",\"code"
                                + " id_token\",\"code token\",\"code id_token token\"]");
        assertThat(legacy.metadata().path("grant_types_supported").toString())
                .contains("implicit")
                .doesNotContain("hybrid");
    }

    @Test
    void hasNoMixedAnswersWithoutCodes() {
        assertThatThrownBy(() -> new BrowserFixture("{grants: [hybrid]}"))
                .hasMessageContaining("authorization_code");
    }
}
