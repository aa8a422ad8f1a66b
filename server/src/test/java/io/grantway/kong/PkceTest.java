package io.grantway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.OAuth2Settings.PkceMode;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.oauth.Pkce;
import io.grantway.testing.Requests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Proof key for code exchange in Kong's three modes (RFC 7636).
class PkceTest {
    private static final String PROVEN = "provision_key=provisionkey&authenticated_userid=alice";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final KongBench bench = new KongBench();

    private Response authorize(String client, String more) {
        return bench.send(
                KongBench.authorizeForm(PROVEN + "&response_type=code&client_id=" + client + more));
    }

    private static String codeOf(Response response) {
        String location = KongBench.members(response).getOrDefault("redirect_uri", "?");
        return Parameters.parse(location.substring(location.indexOf('?') + 1))
                .first("code")
                .orElseThrow();
    }

    private Response redeem(String code, String verifier) {
        return bench.send(
                KongBench.tokenForm(
                        "grant_type=authorization_code&client_id=public&code=" + code + verifier));
    }

    @Test
    void agreesWithTheExampleOfTheRfc() {
        assertThat(Pkce.challenge(VERIFIER)).isEqualTo(CHALLENGE);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, public, 200",
        "NONE, clientid, 200",
        "LAX, public, 400",
        "LAX, clientid, 200",
        "STRICT, public, 400",
        "STRICT, clientid, 400"
    })
    void asksForAChallengeByModeAndKindOfClient(PkceMode mode, String client, int status) {
        bench.settings.pkce = mode;

        assertThat(authorize(client, "").status()).isEqualTo(status);
        assertThat(authorize(client, "&code_challenge=" + CHALLENGE).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&code_challenge_method=S256", "&code_challenge_method=s256"})
    void takesS256InEitherCaseAndByDefault(String method) {
        Response response = authorize("public", "&code_challenge=" + CHALLENGE + method);

        assertThat(redeem(codeOf(response), "&code_verifier=" + VERIFIER).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM%3D",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2BcM",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2BcM%3D"
            })
    void takesChallengesInStandardBase64(String challenge) {
        Response response = authorize("public", "&code_challenge=" + challenge);

        assertThat(redeem(codeOf(response), "&code_verifier=" + VERIFIER).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NOTHING",
            value = {
                "NOTHING | invalid_request |"
                        + " code_verifier is required for PKCE authorization requests",
                "1234567890123456789012345678901234567890AB | invalid_request |"
                        + " code_verifier must be between 43 and 128 characters",
                "LONG | invalid_request |" + " code_verifier must be between 43 and 128 characters",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK | invalid_grant | Invalid code",
            })
    void refusesAVerifierWithKongsWords(String verifier, String error, String description) {
        String code = codeOf(authorize("public", "&code_challenge=" + CHALLENGE));
        String sent = verifier == null ? "" : "&code_verifier=" + verifier;

        Response response = redeem(code, sent.replace("LONG", "a".repeat(129)));

        assertThat(response.status()).isEqualTo(400);
        assertThat(KongBench.members(response))
                .isEqualTo(Map.of("error", error, "error_description", description));
    }

    @Test
    void refusesAVerifierThatIsNoString() {
        String code = codeOf(authorize("public", "&code_challenge=" + CHALLENGE));

        Response response =
                bench.send(
                        Requests.json(
                                "https://api.example/event/oauth2/token",
                                "{\"grant_type\":\"authorization_code\",\"client_id\":\"public\","
                                        + "\"code\":\""
                                        + code
                                        + "\",\"code_verifier\":[1]}"));

        assertThat(KongBench.members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                "invalid_request",
                                "error_description",
                                "code_verifier is not a string"));
    }

    @ParameterizedTest
    @EnumSource(PkceMode.class)
    void wantsTheVerifierOfEveryChallengeInEveryMode(PkceMode mode) {
        bench.settings.pkce = mode;
        String code = codeOf(authorize("clientid", "&code_challenge=" + CHALLENGE));

        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=authorization_code&client_id=clientid"
                                        + "&client_secret=clientid-secret&code="
                                        + code));

        assertThat(KongBench.members(response))
                .containsEntry(
                        "error_description",
                        "code_verifier is required for PKCE authorization requests");
    }

    @Test
    void keepsTheCodeUsableAfterAWrongVerifier() {
        String code = codeOf(authorize("public", "&code_challenge=" + CHALLENGE));
        redeem(code, "&code_verifier=" + "a".repeat(43));

        assertThat(redeem(code, "&code_verifier=" + VERIFIER).status()).isEqualTo(200);
    }

    @Test
    void needsNoChallengeForTheImplicitGrant() {
        bench.settings.pkce = PkceMode.STRICT;

        Response response =
                bench.send(
                        KongBench.authorizeForm(PROVEN + "&client_id=public&response_type=token"));

        assertThat(response.status()).isEqualTo(200);
    }
}
