package io.grantway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.oauth.Pkce;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What `strict` changes: wherever Kong's plugin leaves RFC 6749 and RFC 9700, it is gone back to
/// them.
class StrictTest {
    private static final String CLIENT = "&client_id=clientid&client_secret=clientid-secret";
    private static final String PROVEN = "&provision_key=provisionkey&authenticated_userid=alice";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private final KongBench bench = new KongBench();

    @BeforeEach
    void beStrict() {
        bench.settings.strict = true;
    }

    private static String text(JsonNode answer, String member) {
        return answer.get(member).stringValue();
    }

    private Response send(String form) {
        return bench.send(KongBench.tokenForm(form));
    }

    private Response authorize(String form) {
        return bench.send(KongBench.authorizeForm(form + PROVEN));
    }

    private static String location(Response response) {
        return KongBench.members(response).getOrDefault("redirect_uri", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "grant_type=password&CLIENT | 400 | access_denied",
                "grant_type=password&CLIENT&provision_key=provisionkey | 400 | invalid_request",
                "grant_type=authorization_code&CLIENT&code=x | 400 | invalid_grant",
                "grant_type=authorization_code&CLIENT | 400 | invalid_request",
                "grant_type=refresh_token&CLIENT&refresh_token=x | 400 | invalid_grant",
                "grant_type=refresh_token&CLIENT | 400 | invalid_request",
                "grant_type=password&client_id=clientid&client_secret=x | 401 | invalid_client",
                "grant_type=password&client_id=nobody | 401 | invalid_client",
                "grant_type=client_credentials&client_id=public&client_secret=x | 401 |"
                        + " invalid_client",
                "CLIENT | 400 | invalid_request",
                "grant_type=x&CLIENT | 400 | unsupported_grant_type",
                "grant_type=client_credentials&CLIENT&scope=x | 400 | invalid_scope",
                "grant_type=client_credentials&CLIENT&scope=read&scope=read | 400 |"
                        + " invalid_request",
                // the first mistake is told
                "grant_type=x&client_id=nobody | 400 | unsupported_grant_type",
            })
    void answersWithTheCodesOfTheRfc(String form, int status, String error) {
        Response response = send(form.replace("CLIENT", CLIENT.substring(1)));

        assertThat(response.status()).isEqualTo(status);
        assertThat(KongBench.members(response)).containsEntry("error", error);
        assertThat(response.headers().contains("WWW-Authenticate")).isEqualTo(status == 401);
        assertThat(response.headers().first("Cache-Control")).contains("no-store");
    }

    @Test
    void refusesTheWrongMethodWithACodeThatExists() {
        Response response = bench.send(Requests.get("https://api.example/event/oauth2/token"));

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers().first("Allow")).contains("POST");
        assertThat(KongBench.members(response)).containsEntry("error", "invalid_request");
    }

    @Test
    void namesTheScopeItGave() {
        JsonNode answer = bench.token("grant_type=client_credentials&scope=read" + CLIENT);

        assertThat(text(answer, "scope")).isEqualTo("read");
    }

    @Test
    void refusesScopesWhereNoneAreOffered() {
        bench.settings.scopes = List.of();

        assertThat(KongBench.members(send("grant_type=client_credentials&scope=read" + CLIENT)))
                .containsEntry("error", "invalid_scope");
    }

    @Test
    void takesNoParametersFromTheAddress() {
        Response response =
                bench.send(
                        KongBench.form(
                                "https://api.example/event/oauth2/token?client_id=clientid",
                                "grant_type=client_credentials" + CLIENT));

        assertThat(response.status()).isEqualTo(400);
        assertThat(bench.record.reason()).isEqualTo("parameters_in_query");
    }

    @Test
    void refusesAClientThatAuthenticatesTwice() {
        String basic = TokenRefusalsTest.basic("clientid:clientid-secret");

        Response twoSecrets =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials" + CLIENT, "Authorization", basic));
        Response twoNames =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials&client_id=public",
                                "Authorization",
                                basic));
        Response sameName =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials&client_id=clientid",
                                "Authorization",
                                basic));

        assertThat(KongBench.members(twoSecrets)).containsEntry("error", "invalid_request");
        assertThat(KongBench.members(twoNames)).containsEntry("error", "invalid_request");
        assertThat(sameName.status()).isEqualTo(200);
    }

    @Test
    void decodesTheBasicCredentialsAsForms() {
        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials",
                                "Authorization",
                                TokenRefusalsTest.basic("client%69d:clientid%2Dsecret")));

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void bindsACodeToTheAddressItWasSentTo() {
        String first = codeOf("two", "&redirect_uri=" + KongBench.CALLBACK);
        String two = "grant_type=authorization_code&client_id=two&client_secret=two-secret&code=";

        Response elsewhere = send(two + first + "&redirect_uri=https://client.example/second");
        Response unsaid = send(two + first);
        Response same = send(two + first + "&redirect_uri=" + KongBench.CALLBACK);

        assertThat(KongBench.members(elsewhere)).containsEntry("error", "invalid_grant");
        assertThat(KongBench.members(unsaid)).containsEntry("error", "invalid_grant");
        assertThat(same.status()).isEqualTo(200);
    }

    @Test
    void letsTheOnlyAddressOfAClientStayUnsaid() {
        assertThat(
                        send("grant_type=authorization_code" + CLIENT + "&code=" + bench.code(""))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void revokesWhatAReplayedCodeGave() {
        String code = bench.code("");
        JsonNode first = bench.token("grant_type=authorization_code&code=" + code + CLIENT);
        JsonNode second =
                bench.token(
                        "grant_type=refresh_token&refresh_token="
                                + text(first, "refresh_token")
                                + CLIENT);
        bench.evicted.clear();

        Response replay = send("grant_type=authorization_code&code=" + code + CLIENT);

        assertThat(KongBench.members(replay)).containsEntry("error", "invalid_grant");
        assertThat(bench.accepted(second)).isEmpty();
        assertThat(bench.evicted).containsExactly(TokenHash.of(text(second, "access_token")));
        assertThat(
                        send("grant_type=refresh_token&refresh_token="
                                        + text(second, "refresh_token")
                                        + CLIENT)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void revokesTheFamilyOfAReplayedRefreshToken() {
        JsonNode first = bench.token("grant_type=password" + CLIENT + PROVEN);
        JsonNode bystander = bench.token("grant_type=password" + CLIENT + PROVEN);
        String refresh =
                "grant_type=refresh_token&refresh_token=" + text(first, "refresh_token") + CLIENT;
        JsonNode second = bench.token(refresh);

        Response replay = send(refresh);

        assertThat(KongBench.members(replay)).containsEntry("error", "invalid_grant");
        assertThat(bench.accepted(second)).isEmpty();
        assertThat(bench.evicted).contains(TokenHash.of(text(second, "access_token")));
        assertThat(bench.accepted(bystander)).isPresent();
    }

    @Test
    void doesNotTakeAReusedRefreshTokenForAReplay() {
        bench.settings.reuseRefreshToken = true;
        JsonNode first = bench.token("grant_type=password" + CLIENT + PROVEN);
        String refresh =
                "grant_type=refresh_token&refresh_token=" + text(first, "refresh_token") + CLIENT;
        bench.token(refresh);

        assertThat(bench.accepted(bench.token(refresh))).isPresent();
    }

    @Test
    void refusesAScopeThatWouldWiden() {
        JsonNode first = bench.token("grant_type=password&scope=read" + CLIENT + PROVEN);

        Response response =
                send(
                        "grant_type=refresh_token&scope=read+write&refresh_token="
                                + text(first, "refresh_token")
                                + CLIENT);

        assertThat(KongBench.members(response)).containsEntry("error", "invalid_scope");
        assertThat(bench.accepted(first)).isPresent();
    }

    @Test
    void refusesAVerifierWithOtherCharactersThanTheRfcAllows() {
        String code =
                bench.code(
                        "&code_challenge_method=S256&code_challenge=" + Pkce.challenge(VERIFIER));

        Response response =
                send(
                        "grant_type=authorization_code&code="
                                + code
                                + CLIENT
                                + "&code_verifier="
                                + "%C3%A4".repeat(43));

        assertThat(bench.record.reason()).isEqualTo("verifier_malformed");
        assertThat(KongBench.members(response)).containsEntry("error", "invalid_grant");
    }

    @Test
    void refusesAVerifierWithoutAChallenge() {
        Response response =
                send(
                        "grant_type=authorization_code&code="
                                + bench.code("")
                                + CLIENT
                                + "&code_verifier="
                                + VERIFIER);

        assertThat(KongBench.members(response)).containsEntry("error", "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHALLENGE | 400",
                "CHALLENGE&code_challenge_method=s256 | 400",
                "CHALLENGE&code_challenge_method=plain | 400",
                "tooshort&code_challenge_method=S256 | 400",
                "CHALLENGE%3D&code_challenge_method=S256 | 200",
                "CHALLENGE&code_challenge_method=S256 | 200",
            })
    void takesOnlyAWellFormedChallengeByS256(String challenge, int status) {
        Response response =
                authorize(
                        "response_type=code&client_id=public&code_challenge="
                                + challenge.replace("CHALLENGE", Pkce.challenge(VERIFIER)));

        assertThat(response.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=nobody&response_type=code",
                "client_id=homeless&response_type=code",
                "client_id=clientid&response_type=code&redirect_uri=https://evil.example/",
                "client_id=clientid&response_type=code&redirect_uri=https://a/&redirect_uri=b",
                "client_id=two&response_type=code",
            })
    void sendsNobodyToAnAddressThatIsNotSure(String form) {
        Response response = authorize(form);

        assertThat(response.status()).isBetween(400, 401);
        assertThat(KongBench.members(response))
                .containsKey("error")
                .doesNotContainKey("redirect_uri");
    }

    @Test
    void tellsTheClientOfTheFirstMistake() {
        Response response = authorize("client_id=clientid&response_type=x&scope=x&state=s");

        assertThat(location(response))
                .startsWith(KongBench.CALLBACK + "?error=unsupported_response_type&")
                .endsWith("&state=s");
    }

    @Test
    void tellsAClientOfTheImplicitGrantInTheFragment() {
        assertThat(location(authorize("client_id=clientid&response_type=token&scope=x")))
                .startsWith(KongBench.CALLBACK + "#error=invalid_scope&");
    }

    @Test
    void refusesRepeatedParameters() {
        assertThat(location(authorize("client_id=clientid&response_type=code&scope=read&scope=a")))
                .startsWith(KongBench.CALLBACK + "?error=invalid_request&");
    }

    @Test
    void saysThatTheProvisionKeyIsWrongInWordsOfTheRfc() {
        Response response =
                bench.send(KongBench.authorizeForm("client_id=clientid&response_type=code"));

        assertThat(KongBench.members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                "access_denied",
                                "error_description",
                                "the provision key is wrong"));
    }

    private String codeOf(String client, String more) {
        Response response = authorize("response_type=code&client_id=" + client + more);
        String uri = location(response);
        return Parameters.parse(uri.substring(uri.indexOf('?') + 1)).first("code").orElseThrow();
    }
}
