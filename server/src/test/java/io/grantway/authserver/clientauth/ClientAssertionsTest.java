package io.grantway.authserver.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.catalog.ClientCredentials;
import io.grantway.catalog.ClientKeys;
import io.grantway.catalog.ClientSecret;
import io.grantway.catalog.ClientType;
import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.testing.ClientCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Clients that prove themselves by a signed assertion, and those who would like to pass for them.
class ClientAssertionsTest {
    private static final String ISSUER = "https://as.example";
    private static final String ENDPOINT = "https://as.example/token";
    private static final String SECRET = "a-secret-of-thirty-two-bytes-or-more";
    private static final String REFUSED = Refusal.CLIENT_NOT_AUTHENTICATED.name();
    private static final ECKey KEY = key();
    private static final ECKey OTHER_KEY = key();

    private final ClientCalls registered = new ClientCalls();
    private final ClientCalls calls = registered.by(ClientAuthRules.all(Set.of(ISSUER, ENDPOINT)));

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClientCredentials keys(ECKey key) {
        String jwks = new JWKSet(key.toPublicJWK()).toString();
        return new ClientCredentials(
                Optional.of(TokenEndpointAuthMethod.PRIVATE_KEY_JWT),
                List.of(),
                Optional.of(ClientKeys.of((ObjectNode) Json.parse(jwks))),
                Optional.empty());
    }

    private static ClientCredentials mac(String... secrets) {
        return new ClientCredentials(
                Optional.of(TokenEndpointAuthMethod.CLIENT_SECRET_JWT),
                List.of(secrets).stream()
                        .map(secret -> new ClientSecret(Secret.of(secret), null))
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    @BeforeEach
    void register() {
        calls.with("keys", ClientType.CONFIDENTIAL, keys(KEY));
        calls.with("other", ClientType.CONFIDENTIAL, keys(OTHER_KEY));
        calls.with("mac", ClientType.CONFIDENTIAL, mac(SECRET));
        calls.with("secret", ClientType.CONFIDENTIAL, ClientCalls.secret("of-secret"));
    }

    private JWTClaimsSet.Builder claims(String clientId) {
        Instant now = calls.clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(ISSUER)
                .jwtID("id-1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    private static String signed(JWTClaimsSet claims, ECKey key) {
        return signed(claims, key, Optional.empty());
    }

    private static String signed(JWTClaimsSet claims, ECKey key, Optional<String> type) {
        try {
            JWSHeader.Builder header =
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID());
            type.map(JOSEObjectType::new).ifPresent(header::type);
            SignedJWT jwt = new SignedJWT(header.build(), claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String maced(JWTClaimsSet claims, byte[] secret) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            jwt.sign(new MACSigner(secret));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final String PUBLISHED = "https://published.example/jwks";

    private void publishing() {
        calls.with(
                "publishing",
                ClientType.CONFIDENTIAL,
                new ClientCredentials(
                        Optional.of(TokenEndpointAuthMethod.PRIVATE_KEY_JWT),
                        List.of(),
                        Optional.of(new ClientKeys.Published(URI.create(PUBLISHED))),
                        Optional.empty()));
    }

    @Test
    void takesAnAssertionByAKeyThatTheClientPublishes() {
        publishing();
        calls.documents.put(PUBLISHED, new JWKSet(KEY.toPublicJWK()).toString());

        assertThat(send(signed(claims("publishing").build(), KEY))).isEqualTo("publishing");
        assertThat(send(signed(claims("publishing").jwtID("id-2").build(), OTHER_KEY)))
                .isEqualTo(REFUSED);
        assertThat(send(signed(claims("publishing").jwtID("id-3").build(), OTHER_KEY)))
                .isEqualTo(REFUSED);
        // Once for the keys, and once more for those that it might have by now.
        assertThat(calls.documents.requests()).hasSize(2);
    }

    @Test
    void takesNoAssertionWhileTheClientPublishesNothing() {
        publishing();

        assertThat(send(signed(claims("publishing").build(), KEY))).isEqualTo(REFUSED);
    }

    private static String form(String assertion) {
        return "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                + "&client_assertion="
                + assertion;
    }

    private String send(String assertion) {
        return calls.send(form(assertion));
    }

    /// Sends what a client of that name signs after a change of the usual claims.
    private String send(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = claims("keys");
        change.accept(claims);
        return send(signed(claims.build(), KEY));
    }

    @Test
    void takesAnAssertionSignedWithTheKeyOfTheClient() {
        assertThat(send(signed(claims("keys").build(), KEY))).isEqualTo("keys");
    }

    @Test
    void takesAnAssertionWithTheMacOfTheSecretOfTheClient() {
        assertThat(send(maced(claims("mac").build(), bytes(SECRET)))).isEqualTo("mac");
    }

    @Test
    void takesTheAddressOfTheEndpointForTheAudienceUnlessTheServerIsStrict() {
        assertThat(send(claims -> claims.audience(List.of(ISSUER, ENDPOINT)))).isEqualTo("keys");
        ClientCalls strict = calls.by(ClientAuthRules.all(Set.of(ISSUER)));
        assertThat(strict.send(form(signed(claims("keys").audience(ENDPOINT).build(), KEY))))
                .isEqualTo(REFUSED);
    }

    @Test
    void refusesAReplayedAssertion() {
        String assertion = signed(claims("keys").build(), KEY);
        assertThat(send(assertion)).isEqualTo("keys");
        assertThat(send(assertion)).isEqualTo(REFUSED);
        calls.clock.forward(Duration.ofSeconds(89));
        assertThat(send(assertion)).isEqualTo(REFUSED);
        assertThat(
                        send(claims ->
                                claims.expirationTime(
                                        Date.from(calls.clock.instant().plusSeconds(100)))))
                .as("the same jti in another assertion")
                .isEqualTo(REFUSED);
    }

    @Test
    void refusesAnAssertionThatWasUsedAtAnotherServerOfThisMachine() {
        String assertion = signed(claims("keys").build(), KEY);
        assertThat(send(assertion)).isEqualTo("keys");
        assertThat(registered.by(ClientAuthRules.all(Set.of(ISSUER))).send(form(assertion)))
                .isEqualTo(REFUSED);
    }

    @Test
    void takesTheSameJtiFromTwoClients() {
        assertThat(send(signed(claims("keys").build(), KEY))).isEqualTo("keys");
        assertThat(send(signed(claims("other").build(), OTHER_KEY))).isEqualTo("other");
    }

    @Test
    void refusesAnAssertionForAnotherServer() {
        assertThat(send(claims -> claims.audience("https://evil.example"))).isEqualTo(REFUSED);
        assertThat(send(claims -> claims.audience(ISSUER + "/"))).isEqualTo(REFUSED);
        assertThat(send(claims -> claims.audience(List.of(ISSUER, "https://evil.example"))))
                .as("also for another server, which could use it here")
                .isEqualTo(REFUSED);
        assertThat(send(claims -> claims.audience((String) null))).isEqualTo(REFUSED);
    }

    @Test
    void refusesAnAssertionThatNobodySigned() {
        assertThat(send(new PlainJWT(claims("keys").build()).serialize())).isEqualTo(REFUSED);
        String signed = signed(claims("keys").build(), KEY);
        assertThat(send(signed.substring(0, signed.lastIndexOf('.') + 1))).isEqualTo(REFUSED);
    }

    @Test
    void refusesAnExpiredAssertion() {
        String assertion = signed(claims("keys").build(), KEY);
        calls.clock.forward(Duration.ofSeconds(90));
        assertThat(send(assertion)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"330, keys", "331, CLIENT_NOT_AUTHENTICATED"})
    void refusesAnAssertionThatIsGoodForMoreThanFiveMinutes(int seconds, String expected) {
        assertThat(
                        send(claims ->
                                claims.expirationTime(
                                        Date.from(calls.clock.instant().plusSeconds(seconds)))))
                .isEqualTo(expected);
    }

    @Test
    void refusesAnAssertionThatIsNotGoodYet() {
        Date later = Date.from(calls.clock.instant().plusSeconds(45));
        assertThat(send(claims -> claims.notBeforeTime(later))).isEqualTo(REFUSED);
        assertThat(send(claims -> claims.issueTime(later))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "exp", "jti"})
    void refusesAnAssertionWithoutAClaim(String claim) {
        assertThat(
                        calls.send(
                                form(signed(claims("keys").claim(claim, null).build(), KEY))
                                        + "&client_id=keys"))
                .isEqualTo(REFUSED);
    }

    @Test
    void refusesAnAssertionThatAnotherClientSigned() {
        assertThat(send(signed(claims("keys").build(), OTHER_KEY))).isEqualTo(REFUSED);
        assertThat(send(signed(claims("keys").issuer("other").build(), KEY))).isEqualTo(REFUSED);
        assertThat(calls.send(form(signed(claims("other").build(), OTHER_KEY)) + "&client_id=keys"))
                .isEqualTo(REFUSED);
    }

    @Test
    void refusesTheSecretOfAnotherClient() {
        calls.with("mac2", ClientType.CONFIDENTIAL, mac("another-secret-of-thirty-two-bytes-too"));
        assertThat(send(maced(claims("mac2").build(), bytes(SECRET)))).isEqualTo(REFUSED);
    }

    @Test
    void refusesAMacMadeWithThePublicKey() {
        byte[] jwk = bytes(KEY.toPublicJWK().toJSONString());
        assertThat(send(maced(claims("keys").build(), jwk))).isEqualTo(REFUSED);
        assertThat(send(maced(claims("keys").build(), encoded(KEY)))).isEqualTo(REFUSED);
    }

    private static byte[] encoded(ECKey key) {
        try {
            return key.toECPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesAMacMadeWithAHashedSecretThatWasRead() {
        String hash = "$pbkdf2-sha512$i=10000,l=32$AAECAwQFBgcICQoLDA0ODw$gcXmUEgnX/Qb47SBD0A7cFO";
        calls.with("hashed", ClientType.CONFIDENTIAL, mac(hash));
        assertThat(send(maced(claims("hashed").build(), bytes(hash)))).isEqualTo(REFUSED);
    }

    @Test
    void refusesTheDowngradeFromAKeyToASecret() {
        calls.with(
                "both",
                ClientType.CONFIDENTIAL,
                new ClientCredentials(
                        Optional.of(TokenEndpointAuthMethod.PRIVATE_KEY_JWT),
                        List.of(new ClientSecret(Secret.of(SECRET), null)),
                        keys(KEY).keys(),
                        Optional.empty()));
        assertThat(calls.post("both", SECRET)).isEqualTo(REFUSED);
        assertThat(calls.basic("both", SECRET)).isEqualTo(Refusal.HEADER_CREDENTIALS_WRONG.name());
        assertThat(calls.send("client_id=both")).isEqualTo(REFUSED);
        assertThat(send(maced(claims("both").build(), bytes(SECRET)))).isEqualTo(REFUSED);
        assertThat(send(signed(claims("both").build(), KEY))).isEqualTo("both");
    }

    @Test
    void refusesTheDowngradeWhereAServerTakesSecretsOnly() {
        assertThat(registered.post("keys", "x")).isEqualTo(REFUSED);
        assertThat(registered.send(form(signed(claims("keys").build(), KEY)) + "&client_id=keys"))
                .isEqualTo(REFUSED);
    }

    @Test
    void refusesAnAssertionOfAClientThatHasRegisteredNone() {
        assertThat(send(maced(claims("secret").build(), bytes(SECRET)))).isEqualTo(REFUSED);
    }

    @Test
    void refusesTwoProofsInOneRequest() {
        String assertion = form(signed(claims("keys").build(), KEY));
        assertThat(calls.send(assertion + "&client_id=keys&client_secret=x"))
                .isEqualTo(Refusal.CLIENT_AUTHENTICATED_TWICE.name());
    }

    @ParameterizedTest
    @CsvSource({
        "JWT, keys",
        "client-authentication+jwt, keys",
        "application/client-authentication+jwt, keys",
        "dpop+jwt, CLIENT_NOT_AUTHENTICATED",
        "oauth-authz-req+jwt, CLIENT_NOT_AUTHENTICATED",
        "at+jwt, CLIENT_NOT_AUTHENTICATED",
    })
    void refusesOtherTokensOfTheClient(String type, String expected) {
        assertThat(send(signed(claims("keys").build(), KEY, Optional.of(type))))
                .isEqualTo(expected);
    }

    @Test
    void refusesAnAlgorithmThatTheServerDoesNotTake() {
        ClientCalls picky =
                calls.by(
                        new ClientAuthRules(
                                EnumSet.allOf(TokenEndpointAuthMethod.class),
                                Set.of(ISSUER),
                                Set.of(SigningAlgorithm.PS256)));
        assertThat(picky.send(form(signed(claims("keys").build(), KEY)))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.", "e30.e30.AA", "..", "🔑"})
    void refusesWhatIsNoAssertion(String text) {
        assertThat(calls.send(form(text) + "&client_id=keys")).isEqualTo(REFUSED);
    }

    @Test
    void doesNotTellAnUnknownClientFromAKnownOne() {
        assertThat(Refusal.CLIENT_UNKNOWN.code()).isEqualTo(Refusal.valueOf(REFUSED).code());
        assertThat(Refusal.CLIENT_UNKNOWN.text()).isEqualTo(Refusal.valueOf(REFUSED).text());
        assertThat(send(signed(claims("nobody").build(), KEY)))
                .isEqualTo(Refusal.CLIENT_UNKNOWN.name());
    }

    @Test
    void refusesAnAssertionOfAnotherType() {
        String saml = form("e30").replace("jwt-bearer", "saml2-bearer");
        assertThat(calls.send(saml + "&client_id=keys")).isEqualTo(REFUSED);
    }

    @Test
    void refusesAnAssertionWithAClaimThatIsThereTwice() {
        String header = base64("{\"alg\":\"ES256\"}");
        String claims = base64("{\"sub\":\"keys\",\"sub\":\"other\"}");
        assertThat(calls.send(form(header + "." + claims + ".AA") + "&client_id=keys"))
                .isEqualTo(REFUSED);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }
}
