package io.grantway.authserver.endpoint;

import static io.grantway.testing.TestIssuer.error;
import static io.grantway.testing.TestIssuer.json;
import static io.grantway.testing.TestIssuer.request;
import static io.grantway.testing.TestIssuer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.catalog.ClientType;
import io.grantway.http.Response;
import io.grantway.testing.DpopKey;
import io.grantway.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tokens that are bound to a key, and what thieves and forgers try (RFC 9449).
class DpopTest {
    private static final String TOKEN = TestIssuer.ISSUER + "/token";
    private static final String USERINFO = TestIssuer.ISSUER + "/userinfo";

    private final TestIssuer server = server("{}");
    private final DpopKey key = new DpopKey(server.clock);
    private final DpopKey thief = new DpopKey(server.clock);
    private final String machine = "grant_type=client_credentials&scope=read&" + server.as("crm");

    private static TestIssuer server(String settings) {
        return new TestIssuer.Builder()
                .with("bank", ClientType.CONFIDENTIAL, "{dpopBoundAccessTokens: true}")
                .serve(settings);
    }

    private Response machine(String proof) {
        return server.post("/token", machine, "DPoP", proof);
    }

    private static JsonNode given(Response response) {
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        return json(response);
    }

    /// Tokens of megan for an app, bound to its key.
    private JsonNode consented(String client) {
        String form = server.redeeming(client, server.code(request(client, "")));
        return given(server.post("/token", form, "DPoP", key.proof("POST", TOKEN)));
    }

    private String refreshing(String client, JsonNode given) {
        return "grant_type=refresh_token&refresh_token=%s&%s"
                .formatted(text(given, "refresh_token"), server.as(client));
    }

    private Response userinfo(String scheme, String token, String... proof) {
        String[] headers = new String[2 + 2 * proof.length];
        headers[0] = "Authorization";
        headers[1] = scheme + " " + token;
        for (int i = 0; i < proof.length; i++) {
            headers[2 + 2 * i] = "DPoP";
            headers[3 + 2 * i] = proof[i];
        }
        return server.get("/userinfo", headers);
    }

    private static String challenge(Response response) {
        return response.headers().first("WWW-Authenticate").orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void bindsATokenToTheKeyOfItsClient(String format) {
        TestIssuer at = server("{accessTokens: {format: " + format + "}}");

        JsonNode given = given(at.post("/token", machine, "DPoP", key.proof("POST", TOKEN)));
        JsonNode told =
                json(
                        at.post(
                                "/introspect",
                                "token=" + text(given, "access_token") + "&" + at.as("crm")));

        assertThat(text(given, "token_type")).isEqualTo("DPoP");
        assertThat(text(told, "token_type")).isEqualTo("DPoP");
        assertThat(text(told.path("cnf"), "jkt")).isEqualTo(key.thumbprint());
    }

    @Test
    void saysTheKeyInTheTokenItself() throws Exception {
        SignedJWT token =
                SignedJWT.parse(text(given(machine(key.proof("POST", TOKEN))), "access_token"));

        assertThat(token.getJWTClaimsSet().getJSONObjectClaim("cnf"))
                .containsExactly(Map.entry("jkt", key.thumbprint()));
    }

    @Test
    void takesNoProofTwice() {
        String proof = key.proof("POST", TOKEN);
        given(machine(proof));

        assertThat(error(machine(proof))).isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, https://login.example/auth/token",
        "post, https://login.example/auth/token",
        "POST, https://login.example/auth/par",
        "POST, https://login.example/auth/token/",
        "POST, https://evil.example/auth/token",
        "POST, http://login.example/auth/token",
        "POST, https://login.example:8443/auth/token",
        "POST, https://user@login.example/auth/token",
        "POST, /auth/token",
        "POST, https://login.example/auth/%2ftoken",
        "POST, :",
    })
    void takesNoProofForAnotherRequest(String method, String address) {
        assertThat(error(machine(key.proof(method, address)))).isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://LOGIN.example:443/auth/token",
                "https://login.example/auth/token?x=y#z",
                "https://login.example/auth/./%74oken",
            })
    void readsAnAddressInEverySpelling(String address) {
        given(machine(key.proof("POST", address)));
    }

    @ParameterizedTest
    @CsvSource({"-91, false", "-89, true", "29, true", "31, false", "100000000000000, false"})
    void takesProofsOfNowOnly(long seconds, boolean taken) {
        long issued = server.clock.instant().getEpochSecond() + seconds;

        Response answer = machine(key.proof("POST", TOKEN, Map.of("iat", issued)));

        assertThat(error(answer)).isEqualTo(taken ? "" : "invalid_dpop_proof");
    }

    @ParameterizedTest
    @CsvSource({
        "jti, ''",
        "jti, 7",
        "htm, ''",
        "htu, ''",
        "iat, ''",
        "iat, soon",
        "exp, 1",
        "nbf, 9999999999"
    })
    void takesNoProofThatLacksAClaimOrIsOverByItself(String claim, String value) {
        Object told = value.matches("\\d+") ? Long.valueOf(value) : value;

        assertThat(error(machine(key.proof("POST", TOKEN, Map.of(claim, told)))))
                .isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "at+jwt", "dpop"})
    void takesNoOtherTokenOfTheClientForAProof(String typ) {
        String proof =
                key.proof(
                        typ,
                        key.pair().toPublicJWK(),
                        "POST",
                        TOKEN,
                        server.clock.instant(),
                        Map.of());

        assertThat(error(machine(proof))).isEqualTo("invalid_dpop_proof");
    }

    private String showing(JWK shown) {
        return key.proof("dpop+jwt", shown, "POST", TOKEN, server.clock.instant(), Map.of());
    }

    /// Nimbus writes no private key into a header, so it is put there by hand.
    private String resigned(String header) throws JOSEException {
        String claims =
                new JWTClaimsSet.Builder()
                        .jwtID(UUID.randomUUID().toString())
                        .claim("htm", "POST")
                        .claim("htu", TOKEN)
                        .issueTime(Date.from(server.clock.instant()))
                        .build()
                        .toString();
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        Base64URL signature =
                new ECDSASigner(key.pair().toECKey())
                        .sign(
                                new JWSHeader(JWSAlgorithm.ES256),
                                signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + signature;
    }

    @Test
    void takesNoProofThatTellsItsPrivateKey() throws Exception {
        String head = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":%s}";

        String right = resigned(head.formatted(key.pair().toPublicJWK().toJSONString()));
        String telling = resigned(head.formatted(key.pair().toJSONString()));

        given(machine(right));
        assertThat(error(machine(telling))).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void takesNoProofWhoseKeyIsMissingOrAnothers() throws Exception {
        assertThat(error(machine(showing(thief.pair().toPublicJWK()))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(error(machine(resigned("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"}"))))
                .isEqualTo("invalid_dpop_proof");
    }

    @Test
    void takesNoProofBySecretOrWithoutSignature() throws Exception {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .jwtID("a")
                        .claim("htm", "POST")
                        .claim("htu", TOKEN)
                        .issueTime(Date.from(server.clock.instant()))
                        .build();
        byte[] secret = new byte[32];
        SignedJWT shared =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("dpop+jwt"))
                                .jwk(key.pair().toPublicJWK())
                                .build(),
                        claims);
        shared.sign(new MACSigner(secret));
        String none =
                Base64URL.encode(
                                "{\"typ\":\"dpop+jwt\",\"alg\":\"none\",\"jwk\":"
                                        + key.pair().toPublicJWK().toJSONString()
                                        + "}")
                        + "."
                        + Base64URL.encode(claims.toString())
                        + ".";
        String known =
                "{\"typ\":\"dpop+jwt\",\"alg\":\"HS256\",\"jwk\":"
                        + new OctetSequenceKey.Builder(secret).build().toJSONString()
                        + "}";

        for (String proof : new String[] {shared.serialize(), none, resigned(known), "x.y.z", ""}) {
            assertThat(error(machine(proof))).as(proof).isEqualTo("invalid_dpop_proof");
        }
    }

    @Test
    void takesOneProofOnly() {
        Response answer =
                server.post(
                        "/token",
                        machine,
                        "DPoP",
                        key.proof("POST", TOKEN),
                        "DPoP",
                        key.proof("POST", TOKEN));

        assertThat(error(answer)).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void bindsAllThatAnAppGetsForItsUser() {
        JsonNode given = consented("spa");
        String token = text(given, "access_token");

        Response told = userinfo("DPoP", token, key.proof("GET", USERINFO, token));

        assertThat(text(given(told), "sub")).isEqualTo("megan");
        JsonNode renewed =
                given(
                        server.post(
                                "/token",
                                refreshing("spa", given),
                                "DPoP",
                                key.proof("POST", TOKEN)));
        assertThat(text(renewed, "token_type")).isEqualTo("DPoP");
    }

    @Test
    void takesABoundTokenFromNobodyWithoutItsKey() {
        String token = text(consented("spa"), "access_token");

        Response plain = userinfo("Bearer", token);
        Response proven = userinfo("Bearer", token, key.proof("GET", USERINFO, token));
        Response bare = userinfo("DPoP", token);
        Response stolen = userinfo("DPoP", token, thief.proof("GET", USERINFO, token));
        Response twice =
                userinfo(
                        "DPoP",
                        token,
                        key.proof("GET", USERINFO, token),
                        key.proof("GET", USERINFO, token));

        assertThat(plain.status()).isEqualTo(401);
        assertThat(proven.status()).isEqualTo(401);
        assertThat(challenge(plain))
                .isEqualTo("DPoP error=\"invalid_token\", algs=\"ES256 RS256 PS256 EdDSA\"");
        assertThat(challenge(bare)).startsWith("DPoP error=\"invalid_dpop_proof\"");
        assertThat(challenge(stolen)).startsWith("DPoP error=\"invalid_token\"");
        assertThat(challenge(twice)).startsWith("DPoP error=\"invalid_dpop_proof\"");
    }

    @Test
    void takesNoProofForAnotherToken() {
        String token = text(consented("spa"), "access_token");
        String other = text(consented("spa"), "access_token");

        for (String proof :
                new String[] {
                    key.proof("GET", USERINFO),
                    key.proof("GET", USERINFO, other),
                    key.proof("GET", USERINFO, Map.of("ath", "x")),
                    key.proof("POST", USERINFO, token),
                    key.proof("GET", TOKEN, token)
                }) {
            Response answer = userinfo("DPoP", token, proof);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(challenge(answer)).startsWith("DPoP error=\"invalid_dpop_proof\"");
        }
    }

    @Test
    void takesNoPlainTokenAsABoundOne() {
        String token =
                text(
                        given(
                                server.post(
                                        "/token",
                                        server.redeeming("spa", server.code(request("spa", ""))))),
                        "access_token");

        assertThat(userinfo("Bearer", token).status()).isEqualTo(200);
        assertThat(userinfo("DPoP", token, key.proof("GET", USERINFO, token)).status())
                .isEqualTo(401);
    }

    @Test
    void asksWhoeverShowsNothingInBothWays() {
        assertThat(server.get("/userinfo").headers().all("WWW-Authenticate"))
                .containsExactly("Bearer", "DPoP algs=\"ES256 RS256 PS256 EdDSA\"");
    }

    @Test
    void renewsNothingForAThiefOfAnAppsRefreshToken() {
        JsonNode given = consented("spa");
        String form = refreshing("spa", given);

        assertThat(error(server.post("/token", form, "DPoP", thief.proof("POST", TOKEN))))
                .isEqualTo("invalid_grant");
        assertThat(error(server.post("/token", form))).isEqualTo("invalid_grant");
        given(server.post("/token", form, "DPoP", key.proof("POST", TOKEN)));
    }

    @Test
    void letsAClientWithASecretChangeItsKey() {
        JsonNode renewed =
                given(
                        server.post(
                                "/token",
                                refreshing("crm", consented("crm")),
                                "DPoP",
                                thief.proof("POST", TOKEN)));
        String token = text(renewed, "access_token");

        assertThat(userinfo("DPoP", token, thief.proof("GET", USERINFO, token)).status())
                .isEqualTo(200);
        assertThat(userinfo("DPoP", token, key.proof("GET", USERINFO, token)).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm", "spa"})
    void redeemsACodeOnlyForTheKeyThatItWasAskedFor(String client) {
        String code = server.code(request(client, "&dpop_jkt=" + key.thumbprint()));
        String form = server.redeeming(client, code);

        assertThat(error(server.post("/token", form, "DPoP", thief.proof("POST", TOKEN))))
                .isEqualTo("invalid_grant");
        assertThat(error(server.post("/token", form))).isEqualTo("invalid_grant");
        given(server.post("/token", form, "DPoP", key.proof("POST", TOKEN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "not+base64", "x&dpop_jkt=y"})
    void refusesAKeyThatThereCannotBe(String thumbprint) {
        Checked checked = server.check(request("spa", "&dpop_jkt=" + thumbprint));

        assertThat(checked).isInstanceOf(Checked.TellClient.class);
        assertThat(((Checked.TellClient) checked).answer().parameters())
                .containsEntry("error", "invalid_request");
    }

    @Test
    void bindsTheCodeOfAPushedRequestToTheKeyThatPushedIt() {
        String par = TestIssuer.ISSUER + "/par";
        String pushed = request("crm", "&client_secret=crm-secret");
        Response answer = server.post("/par", pushed, "DPoP", key.proof("POST", par));
        assertThat(answer.status()).isEqualTo(201);
        String uri = text(json(answer), "request_uri").replace(":", "%3A");
        String form = server.redeeming("crm", server.code("client_id=crm&request_uri=" + uri));

        assertThat(error(server.post("/token", form))).isEqualTo("invalid_grant");
        assertThat(error(server.post("/token", form, "DPoP", thief.proof("POST", TOKEN))))
                .isEqualTo("invalid_grant");
        given(server.post("/token", form, "DPoP", key.proof("POST", TOKEN)));
    }

    @Test
    void refusesAPushedRequestWhoseKeyIsNotThatOfItsProof() {
        String par = TestIssuer.ISSUER + "/par";
        String pushed = request("crm", "&client_secret=crm-secret&dpop_jkt=" + thief.thumbprint());

        assertThat(error(server.post("/par", pushed, "DPoP", key.proof("POST", par))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(error(server.post("/par", pushed, "DPoP", key.proof("POST", TOKEN))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(server.post("/par", pushed, "DPoP", thief.proof("POST", par)).status())
                .isEqualTo(201);
    }

    @Test
    void givesNoPlainTokenToAClientOrAtAServerThatBindsThemAll() {
        TestIssuer strict = server("{dpop: {required: true}}");

        assertThat(
                        error(
                                server.post(
                                        "/token",
                                        "grant_type=client_credentials&" + server.as("bank"))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(error(strict.post("/token", machine))).isEqualTo("invalid_dpop_proof");
        given(strict.post("/token", machine, "DPoP", key.proof("POST", TOKEN)));
    }

    @ParameterizedTest
    @CsvSource({"bank, {}", "spa, {required: true}"})
    void givesNoPlainTokenByWayOfTheBrowserEither(String client, String dpop) {
        TestIssuer at =
                server("{grants: [authorization_code, implicit, hybrid], dpop: " + dpop + "}");
        String asked = request(client, "").replace("type=code", "type=token");

        assertThat(at.check(asked)).isInstanceOf(Checked.TellClient.class);
        assertThat(((Checked.TellClient) at.check(asked)).answer().parameters())
                .containsEntry("error", "unauthorized_client");
        assertThat(at.check(asked.replace(client, "crm")) instanceof Checked.Good)
                .isEqualTo(client.equals("bank"));
    }

    private static String nonce(Response response) {
        return response.headers().first("DPoP-Nonce").orElseThrow();
    }

    @Test
    void asksForANonceWhereItIsToldTo() {
        TestIssuer at = server("{dpop: {nonce: required}}");

        Response asked = at.post("/token", machine, "DPoP", key.proof("POST", TOKEN));
        assertThat(asked.status()).isEqualTo(400);
        assertThat(error(asked)).isEqualTo("use_dpop_nonce");
        String proof = key.proof("POST", TOKEN, Map.of("nonce", nonce(asked)));
        Response answer = at.post("/token", machine, "DPoP", proof);

        given(answer);
        assertThat(nonce(answer)).isEqualTo(nonce(asked));
    }

    @Test
    void asksForANonceAtItsResourcesToo() {
        TestIssuer at = server("{dpop: {nonce: required}}");
        String nonce = nonce(at.post("/token", machine, "DPoP", key.proof("POST", TOKEN)));
        String form = at.redeeming("spa", at.code(request("spa", "")));
        String token =
                text(
                        given(
                                at.post(
                                        "/token",
                                        form,
                                        "DPoP",
                                        key.proof("POST", TOKEN, Map.of("nonce", nonce)))),
                        "access_token");

        Response asked =
                at.get(
                        "/userinfo",
                        "Authorization",
                        "DPoP " + token,
                        "DPoP",
                        key.proof("GET", USERINFO, token));

        assertThat(asked.status()).isEqualTo(401);
        assertThat(challenge(asked)).startsWith("DPoP error=\"use_dpop_nonce\"");
        assertThat(nonce(asked)).isEqualTo(nonce);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{dpop: {nonce: required}}", "{dpop: {nonce: optional}}"})
    void takesNoNonceThatIsNotItsOwnOrTooOld(String settings) {
        TestIssuer at = server(settings);
        String foreign =
                nonce(server("{}").post("/token", machine, "DPoP", key.proof("POST", TOKEN)));
        String old = nonce(at.post("/token", machine, "DPoP", key.proof("POST", TOKEN)));
        String proof = key.proof("POST", TOKEN, Map.of("nonce", foreign));

        assertThat(error(at.post("/token", machine, "DPoP", proof))).isEqualTo("use_dpop_nonce");

        at.clock.forward(Duration.ofMinutes(11));
        DpopKey later = new DpopKey(at.clock);
        String late = later.proof("POST", TOKEN, Map.of("nonce", old));
        Response asked = at.post("/token", machine, "DPoP", late);
        assertThat(error(asked)).isEqualTo("use_dpop_nonce");
        assertThat(nonce(asked)).isNotEqualTo(old);
    }

    @Test
    void tellsPagesOfEveryOriginItsNonceAndItsChallenge() {
        Response answer = machine(key.proof("POST", TOKEN));

        assertThat(answer.headers().first("Access-Control-Expose-Headers"))
                .contains("DPoP-Nonce, WWW-Authenticate");
    }

    @Test
    void saysInItsMetadataWhichProofsItTakes() {
        JsonNode told = json(server.get("/.well-known/openid-configuration"));

        assertThat(told.path("dpop_signing_alg_values_supported").toString())
                .isEqualTo("[\"ES256\",\"RS256\",\"PS256\",\"EdDSA\"]");
    }
}
