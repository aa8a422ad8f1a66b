package io.grantway.authserver;

import static io.grantway.testing.BrowserFixture.CALLBACK;
import static io.grantway.testing.BrowserFixture.CHALLENGE;
import static io.grantway.testing.BrowserFixture.request;
import static io.grantway.testing.BrowserFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.TestBrowser;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Authorization requests that clients sign (RFC 9101), and what attackers do with them.
class SignedRequestTest {
    private static final Instant FAR_OFF = Instant.parse("2100-01-01T00:00:00Z");

    private final ECKey key;
    private final ECKey others;
    private final RSAKey rsa;
    private final BrowserFixture fixture;

    SignedRequestTest() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        others = new ECKeyGenerator(Curve.P_256).keyID("o1").generate();
        rsa = new RSAKeyGenerator(2048).keyID("r1").generate();
        fixture =
                new BrowserFixture(
                        "{}",
                        client("bank", "", key, rsa),
                        client("other", "", others),
                        client("strict", "requireSignedRequestObject: true", key),
                        client("fixed", "requestObjectAlgorithm: RS256", key, rsa));
    }

    private static String client(String id, String metadata, JWK... keys) {
        List<String> all = Stream.of(keys).map(each -> each.toPublicJWK().toJSONString()).toList();
        return """
        {name: Bank, clientId: %s, clientSecret: %s-secret, redirectUris: [%s],
         authentication: {jwks: {keys: [%s]}}, metadata: {%s}}
        """
                .formatted(id, id, CALLBACK, String.join(",", all), metadata);
    }

    private JWTClaimsSet.Builder claims(String client) {
        return new JWTClaimsSet.Builder()
                .issuer(client)
                .audience(BrowserFixture.ISSUER)
                .expirationTime(Date.from(fixture.clock.instant().plusSeconds(300)))
                .claim("client_id", client)
                .claim("response_type", "code")
                .claim("redirect_uri", CALLBACK)
                .claim("scope", "openid read")
                .claim("state", "inside")
                .claim("code_challenge", CHALLENGE)
                .claim("code_challenge_method", "S256");
    }

    private static String signed(JWTClaimsSet claims, ECKey key) throws Exception {
        return signed(claims, key, "oauth-authz-req+jwt");
    }

    private static String signed(JWTClaimsSet claims, ECKey key, String typ) throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(key.getKeyID())
                        .type(typ.isEmpty() ? null : new JOSEObjectType(typ))
                        .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static String asking(String client, String object, String... more) {
        return "/auth/authorize?client_id=" + client + "&request=" + object + String.join("", more);
    }

    private Response answer(String address) {
        return fixture.browser().get(address);
    }

    private void assertUnsound(String object) {
        Response answer = answer(asking("bank", object));
        assertThat(TestBrowser.location(answer)).startsWith(CALLBACK + "?");
        assertThat(told(answer).first("error")).contains("invalid_request_object");
        assertThat(told(answer).names()).doesNotContain("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JWT", "oauth-authz-req+jwt", "application/oauth-authz-req+jwt"})
    void takesWhatTheClientSigned(String typ) throws Exception {
        Response answer =
                fixture.consented(asking("bank", signed(claims("bank").build(), key, typ)));

        assertThat(told(answer).first("state")).contains("inside");
        assertThat(told(answer).first("code")).isPresent();
    }

    @Test
    void looksAtNothingThatCameBesideIt() throws Exception {
        String address =
                asking(
                        "bank",
                        signed(claims("bank").build(), key),
                        "&state=outside&scope=write&nonce=evil&response_mode=fragment"
                                + "&redirect_uri=https%3A%2F%2Fevil.example");

        Response answer = fixture.consented(address);

        assertThat(TestBrowser.location(answer)).startsWith(CALLBACK + "?");
        assertThat(told(answer).first("state")).contains("inside");
    }

    @Test
    void takesNumbersListsAndObjectsInIt() throws Exception {
        JWTClaimsSet claims =
                claims("bank")
                        .claim("max_age", 60)
                        .claim("claims", Map.of("userinfo", Map.of()))
                        .build();

        assertThat(answer(asking("bank", signed(claims, key))).status()).isEqualTo(200);
    }

    @Test
    void tellsTheMistakesInItToTheAddressInIt() throws Exception {
        JWTClaimsSet claims = claims("bank").claim("scope", "nonsense").build();

        Response answer = answer(asking("bank", signed(claims, key)));

        assertThat(told(answer).first("error")).contains("invalid_scope");
        assertThat(told(answer).first("state")).contains("inside");
    }

    @Test
    void neverRedirectsToAnUnregisteredAddressInIt() throws Exception {
        JWTClaimsSet claims = claims("bank").claim("redirect_uri", "https://evil.example/").build();

        Response answer = answer(asking("bank", signed(claims, key)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().first("Location")).isEmpty();
    }

    static Stream<Arguments> unsound() {
        return Stream.of(
                unsound("another issuer", claims -> claims.issuer("other")),
                unsound("no issuer", claims -> claims.issuer(null)),
                unsound("another client", claims -> claims.claim("client_id", "other")),
                unsound("no client", claims -> claims.claim("client_id", null)),
                unsound("another audience", claims -> claims.audience("https://other.example")),
                unsound("no audience", claims -> claims.audience((String) null)),
                unsound("no end", claims -> claims.expirationTime(null)),
                unsound("expired", claims -> claims.expirationTime(Date.from(Instant.EPOCH))),
                unsound("good for years", claims -> claims.expirationTime(Date.from(FAR_OFF))),
                unsound("not yet good", claims -> claims.notBeforeTime(Date.from(FAR_OFF))),
                unsound("an assertion", claims -> claims.subject("bank")),
                unsound("another one in it", claims -> claims.claim("request", "x")),
                unsound("a reference in it", claims -> claims.claim("request_uri", "https://x")));
    }

    private static Arguments unsound(String name, Consumer<JWTClaimsSet.Builder> change) {
        return Arguments.argumentSet(name, change);
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void believesNoneThatIsNotForIt(Consumer<JWTClaimsSet.Builder> change) throws Exception {
        JWTClaimsSet.Builder claims = claims("bank");
        change.accept(claims);

        assertUnsound(signed(claims.build(), key));
    }

    @Test
    void believesNoneThatTheClientDidNotSign() throws Exception {
        JWTClaimsSet claims = claims("bank").build();
        String good = signed(claims, key);
        SignedJWT mac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        mac.sign(new MACSigner(key.toPublicJWK().toJSONString()));

        assertUnsound(new PlainJWT(claims).serialize());
        assertUnsound(good.substring(0, good.lastIndexOf('.') + 1));
        assertUnsound(signed(claims, others));
        assertUnsound(signed(claims, new ECKey.Builder(others).keyID("k1").build()));
        assertUnsound(signed(claims, key, "dpop+jwt"));
        assertUnsound(signed(claims, key, "at+jwt"));
        assertUnsound(mac.serialize());
        assertUnsound("nonsense");
        assertUnsound("a".repeat(20_000));
    }

    @Test
    void believesNoneOfAnotherClientUnderThisOnesName() throws Exception {
        assertUnsound(signed(claims("other").build(), others));
        assertThat(
                        told(answer(asking("other", signed(claims("bank").build(), key))))
                                .first("error"))
                .contains("invalid_request_object");
    }

    @Test
    void believesNoneOfAClientWithoutKeys() throws Exception {
        assertThat(told(answer(asking("crm", signed(claims("crm").build(), key)))).first("error"))
                .contains("invalid_request_object");
    }

    @Test
    void believesOneByTheRegisteredAlgorithmOnly() throws Exception {
        JWTClaimsSet claims = claims("fixed").build();
        SignedJWT byRsa =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r1").build(), claims);
        byRsa.sign(new RSASSASigner(rsa));

        assertThat(told(answer(asking("fixed", signed(claims, key)))).first("error"))
                .contains("invalid_request_object");
        assertThat(answer(asking("fixed", byRsa.serialize())).status()).isEqualTo(200);
    }

    @Test
    void tellsOnlyTheUserWhereItDoesNotKnowTheClient() throws Exception {
        String object = signed(claims("bank").build(), key);

        assertThat(answer("/auth/authorize?request=" + object).status()).isEqualTo(400);
        assertThat(answer(asking("nobody", object)).status()).isEqualTo(400);
        assertThat(answer(asking("bank", "x", "&redirect_uri=https%3A%2F%2Fevil.example")).status())
                .isEqualTo(400);
    }

    @Test
    void takesNoUnsignedRequestOfAClientThatSigns() throws Exception {
        assertThat(answer(request("client_id", "strict")).status()).isEqualTo(400);
        assertThat(answer(asking("strict", signed(claims("strict").build(), key))).status())
                .isEqualTo(200);
    }

    @Test
    void fetchesNoRequestFromElsewhere() {
        Response answer = answer(request("request_uri", "https://client.example/request.jwt"));

        assertThat(told(answer).first("error")).contains("request_uri_not_supported");
    }

    @Test
    void takesNoTwoRequestsAtOnce() throws Exception {
        String object = signed(claims("bank").build(), key);

        assertThat(
                        answer(
                                        asking(
                                                "bank",
                                                object,
                                                "&request_uri=urn%3Aietf%3Aparams%3Aoauth%3A"))
                                .status())
                .isEqualTo(400);
        assertThat(told(answer(asking("bank", object, "&request=" + object))).first("error"))
                .contains("invalid_request");
    }

    private Response pushed(String client, String form) {
        return fixture.post(
                "/par", form + "&client_id=" + client + "&client_secret=" + client + "-secret");
    }

    private static String uri(Response pushed) {
        assertThat(pushed.status()).as(pushed.body().text()).isEqualTo(201);
        return Json.parse(pushed.body().text()).path("request_uri").asString("");
    }

    @Test
    void takesASignedRequestThatIsPushed() throws Exception {
        String uri = uri(pushed("strict", "request=" + signed(claims("strict").build(), key)));
        // What was good when it came stays so, however long the user takes to log in.
        fixture.clock.forward(Duration.ofMinutes(8));

        Response answer =
                fixture.consented(
                        "/auth/authorize?"
                                + Parameters.of(Map.of("client_id", "strict", "request_uri", uri))
                                        .encoded());

        assertThat(told(answer).first("state")).contains("inside");
    }

    @Test
    void refusesAPushedRequestThatItWouldNotTakeFromABrowser() throws Exception {
        String swapped = signed(claims("other").build(), others);
        String plain = request("client_id", "strict").split("\\?", 2)[1];

        assertThat(pushed("bank", "request=" + swapped).body().text())
                .contains("invalid_request_object");
        assertThat(pushed("strict", plain.replace("client_id=strict&", "")).body().text())
                .contains("must sign");
    }

    @Test
    void tellsInItsMetadataThatRequestsMayBeSigned() {
        assertThat(fixture.metadata().path("request_parameter_supported").asBoolean()).isTrue();
        assertThat(
                        fixture.metadata()
                                .path("request_object_signing_alg_values_supported")
                                .toString())
                .contains("ES256", "RS256")
                .doesNotContain("none", "HS256");
    }
}
