package io.grantway.authserver;

import static io.grantway.testing.IssuerFixture.CALLBACK;
import static io.grantway.testing.IssuerFixture.CHALLENGE;
import static io.grantway.testing.IssuerFixture.VERIFIER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.oauth.Refusal;
import io.grantway.testing.DpopKey;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.IssuerFixture.Served;
import io.grantway.testing.KeyedClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What each profile asks of requests, and that of a server and its client the stricter counts.
class ProfilesTest {
    private static final String ISSUER = "https://login.example/auth";
    private static final String PKCE =
            "&code_challenge=" + CHALLENGE + "&code_challenge_method=S256";

    private final KeyedClient bank = new KeyedClient("bank");
    private final IssuerFixture fixture =
            new IssuerFixture(
                    bank.application(""),
                    "{name: n, clientId: strict, clientSecret: s, redirectUris: ['"
                            + CALLBACK
                            + "'], metadata: {profile: oauth21}}",
                    new KeyedClient("keen").application("profile: fapi2"));
    private final DpopKey key = new DpopKey(fixture.clock);

    private Served serve(String settings) {
        return fixture.serve(ISSUER, settings);
    }

    private Served fapi() {
        return serve("{profile: fapi2}");
    }

    private static String request(String client, String more) {
        return "client_id=" + client + "&response_type=code&scope=openid+read" + more;
    }

    private static String redirect(String uri) {
        return "&redirect_uri=" + URLEncoder.encode(uri, StandardCharsets.UTF_8);
    }

    private Checked check(Served served, String request) {
        return fixture.server.authorizations().check(served.terms, Parameters.parse(request));
    }

    private static Optional<Refusal> refusal(Checked checked) {
        return switch (checked) {
            case Checked.Good _ -> Optional.empty();
            case Checked.TellClient(_, var refusal) -> Optional.of(refusal.refusal());
            case Checked.TellUser(var refusal) -> Optional.of(refusal.refusal());
        };
    }

    private Response push(Served served, String request) {
        String proof = bank.proof(fixture.clock, ISSUER);
        boolean named = request.contains("client_id=");
        return served.form(
                "/par", request + (named ? proof.replace("&client_id=bank", "") : proof));
    }

    private static JsonNode json(Response response) {
        return Json.parse(response.body().text());
    }

    private static String error(Response response) {
        return json(response).path("error").asString("");
    }

    private String code(Served served, String request) {
        Response pushed = push(served, request);
        assertThat(pushed.status()).as(pushed.body().text()).isEqualTo(201);
        String uri = json(pushed).path("request_uri").asString();
        Checked checked = check(served, "client_id=bank&request_uri=" + uri);
        assertThat(checked).isInstanceOf(Checked.Good.class);
        return fixture.server
                .authorizations()
                .approve(
                        ((Checked.Good) checked).request(),
                        "megan",
                        Optional.of(new Authentication(fixture.clock.instant())))
                .parameters()
                .getOrDefault("code", "");
    }

    private String redeeming(String code) {
        return "grant_type=authorization_code&code="
                + code
                + "&code_verifier="
                + VERIFIER
                + redirect(CALLBACK)
                + bank.proof(fixture.clock, ISSUER);
    }

    private String[] proof() {
        return new String[] {"DPoP", key.proof("POST", ISSUER + "/token")};
    }

    @ParameterizedTest
    @CsvSource({
        "legacy, crm, true",
        "legacy, spa, false",
        "legacy, strict, false",
        "oauth21, crm, false",
        "oauth21, spa, false",
    })
    void letsOnlyAClientOfLegacyThatProvesItselfComeWithoutPkce(
            String profile, String client, boolean taken) {
        Served served = serve("{profile: " + profile + "}");
        assertThat(check(served, request(client, "")) instanceof Checked.Good).isEqualTo(taken);
        assertThat(check(served, request(client, PKCE))).isInstanceOf(Checked.Good.class);
    }

    @Test
    void givesTokensForACodeWithoutPkceUnderLegacy() {
        Served served = serve("{profile: legacy}");
        Checked.Good good = (Checked.Good) check(served, request("crm", ""));
        String code =
                fixture.server
                        .authorizations()
                        .approve(good.request(), "megan", Optional.empty())
                        .parameters()
                        .getOrDefault("code", "");
        String form =
                "grant_type=authorization_code&client_id=crm&client_secret=crm-secret&code=" + code;

        assertThat(served.refused(form + "&code_verifier=" + VERIFIER)).isEqualTo("invalid_grant");
        assertThat(served.token(form).path("access_token").asString("")).isNotEmpty();
    }

    @Test
    void givesBoundTokensForAPushedRequestUnderFapi2() throws Exception {
        Served served = fapi();
        String code = code(served, request("bank", PKCE + redirect(CALLBACK)));

        JsonNode tokens = served.token(redeeming(code), proof());

        assertThat(tokens.path("token_type").asString()).isEqualTo("DPoP");
        SignedJWT idToken = SignedJWT.parse(tokens.path("id_token").asString());
        assertThat(idToken.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.PS256);
        SignedJWT access = SignedJWT.parse(tokens.path("access_token").asString());
        assertThat(access.getJWTClaimsSet().getJSONObjectClaim("cnf"))
                .containsEntry("jkt", key.thumbprint());
    }

    @Test
    void keepsTheRefreshTokenUnderFapi2() {
        Served served = fapi();
        String code = code(served, request("bank", PKCE + redirect(CALLBACK)));
        String refresh = served.token(redeeming(code), proof()).path("refresh_token").asString("");
        String form = "grant_type=refresh_token&refresh_token=" + refresh;

        for (int i = 0; i < 2; i++) {
            JsonNode again = served.token(form + bank.proof(fixture.clock, ISSUER), proof());
            assertThat(again.path("refresh_token").asString()).isEqualTo(refresh);
        }
    }

    @Test
    void takesARequestFromTheBrowserOnlyWhereItWasPushed() {
        String direct = request("bank", PKCE + redirect(CALLBACK));
        assertThat(refusal(check(fapi(), direct))).contains(Refusal.REQUEST_NOT_PUSHED);
        assertThat(refusal(check(serve("{}"), request("keen", PKCE + redirect(CALLBACK)))))
                .as("the client's own profile")
                .contains(Refusal.REQUEST_NOT_PUSHED);
        assertThat(check(serve("{}"), direct)).isInstanceOf(Checked.Good.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm", "spa"})
    void takesNoSecretsAndNoPublicClientsUnderFapi2(String client) {
        Served served = fapi();
        String form = request(client, PKCE + redirect(CALLBACK));
        for (String secret : List.of("", "&client_secret=" + client + "-secret")) {
            assertThat(error(served.form("/par", form + secret))).isEqualTo("invalid_client");
        }
        assertThat(served.refused("grant_type=client_credentials", IssuerFixture.basic(client)))
                .isEqualTo("invalid_client");
    }

    @Test
    void givesNoTokenThatAnybodyCouldUseUnderFapi2() {
        String form = "grant_type=client_credentials&scope=read";
        Served served = fapi();
        assertThat(served.refused(form + bank.proof(fixture.clock, ISSUER)))
                .isEqualTo("invalid_dpop_proof");
        assertThat(
                        served.token(form + bank.proof(fixture.clock, ISSUER), proof())
                                .path("token_type")
                                .asString())
                .isEqualTo("DPoP");
    }

    @ParameterizedTest
    @CsvSource({"ES256, true", "PS256, true", "RS256, false"})
    void takesAssertionsByStrongAlgorithmsOnlyUnderFapi2(String algorithm, boolean taken) {
        String form =
                "grant_type=client_credentials"
                        + bank.proof(fixture.clock, ISSUER, JWSAlgorithm.parse(algorithm));
        assertThat(fapi().form("/token", form, proof()).status()).isEqualTo(taken ? 200 : 401);
        assertThat(
                        serve("{}")
                                .form(
                                        "/token",
                                        "grant_type=client_credentials"
                                                + bank.proof(
                                                        fixture.clock,
                                                        ISSUER,
                                                        JWSAlgorithm.parse(algorithm)))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void takesAssertionsForTheIssuerAsATextOnlyUnderFapi2() {
        Served served = fapi();
        String form = "grant_type=client_credentials";
        for (Object other :
                List.of(
                        ISSUER + "/token",
                        List.of(ISSUER, ISSUER),
                        List.of(ISSUER, ISSUER + "/token"))) {
            assertThat(served.refused(form + bank.proof(fixture.clock, other), proof()))
                    .isEqualTo("invalid_client");
        }
        assertThat(served.token(form + bank.proof(fixture.clock, ISSUER), proof())).isNotNull();
    }

    @Test
    void takesSignedRequestsByStrongAlgorithmsOnlyUnderFapi2() {
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)) {
            JWTClaimsSet claims =
                    new JWTClaimsSet.Builder()
                            .issuer("bank")
                            .audience(ISSUER)
                            .expirationTime(Date.from(fixture.clock.instant().plusSeconds(60)))
                            .claim("client_id", "bank")
                            .claim("response_type", "code")
                            .claim("redirect_uri", CALLBACK)
                            .claim("code_challenge", CHALLENGE)
                            .claim("code_challenge_method", "S256")
                            .build();
            String object = "request=" + bank.signed(claims, algorithm);
            assertThat(push(fapi(), object).status())
                    .isEqualTo(algorithm.equals(JWSAlgorithm.PS256) ? 201 : 400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid_request",
        "http://client.example/plain, invalid_request",
        "http://127.0.0.1:4711/app, ''",
        "https://client.example/callback, ''",
    })
    void sendsAnswersOnlyWhereNobodyListensUnderFapi2(String uri, String error) {
        String request = request("bank", PKCE + (uri.isEmpty() ? "" : redirect(uri)));
        assertThat(error(push(fapi(), request))).isEqualTo(error);
    }

    @Test
    void endsCodesAfterAMinuteUnderFapi2() {
        Served served = fapi();
        String code = code(served, request("bank", PKCE + redirect(CALLBACK)));
        fixture.clock.forward(Duration.ofSeconds(60));
        assertThat(served.refused(redeeming(code), proof())).isEqualTo("invalid_grant");
    }

    @Test
    void namesARequestForLessThanTenMinutes() {
        JsonNode pushed = json(push(fapi(), request("bank", PKCE + redirect(CALLBACK))));
        assertThat(pushed.path("expires_in").asInt()).isBetween(5, 599);
    }

    @Test
    void tellsInItsMetadataWhatIsReallyOn() {
        JsonNode strict = metadata(fapi());
        JsonNode usual = metadata(serve("{}"));

        assertThat(strict.path("require_pushed_authorization_requests").asBoolean()).isTrue();
        assertThat(usual.path("require_pushed_authorization_requests").asBoolean()).isFalse();
        assertThat(list(strict, "token_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrder(
                        "private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth");
        assertThat(list(strict, "id_token_signing_alg_values_supported")).containsExactly("PS256");
        for (String name :
                List.of(
                        "token_endpoint_auth",
                        "introspection_endpoint_auth",
                        "revocation_endpoint_auth",
                        "dpop",
                        "request_object")) {
            String member = name + "_signing_alg_values_supported";
            assertThat(list(strict, member))
                    .as(member)
                    .containsExactlyInAnyOrder("ES256", "PS256", "EdDSA");
            assertThat(list(usual, member)).as(member).contains("RS256", "ES256");
        }
        assertThat(list(strict, "response_types_supported")).containsExactly("code");
    }

    private static JsonNode metadata(Served served) {
        return json(
                served.endpoints.handle(
                        io.grantway.testing.Requests.get(
                                ISSUER + "/.well-known/openid-configuration")));
    }

    private static List<String> list(JsonNode json, String name) {
        return json.path(name).valueStream().map(JsonNode::asString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "optional, 2, ''",
        "optional, urn:gold, unmet_authentication_requirements",
        "off, 2, unmet_authentication_requirements",
        "off, 1, ''",
    })
    void refusesAnEssentialLevelThatNobodyCanReach(String factor, String level, String error) {
        Served served = serve("{login: {secondFactor: " + factor + "}}");
        String claims =
                "{\"id_token\":{\"acr\":{\"essential\":%s,\"values\":[\"" + level + "\"]}}}";
        assertThat(
                        refusal(check(served, withClaims(claims.formatted(true))))
                                .map(refusal -> refusal.code().wireName())
                                .orElse(""))
                .isEqualTo(error);
        assertThat(check(served, withClaims(claims.formatted(false))))
                .isInstanceOf(Checked.Good.class);
    }

    @Test
    void letsAcrValuesNotWeakenAnEssentialLevel() {
        String claims = "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"2\"}}}";
        Checked.Good good = (Checked.Good) check(serve("{}"), withClaims(claims) + "&acr_values=1");
        assertThat(good.request().prompt().contexts()).containsExactly("2");
    }

    private static String withClaims(String claims) {
        return request(
                "crm", PKCE + "&claims=" + URLEncoder.encode(claims, StandardCharsets.UTF_8));
    }
}
