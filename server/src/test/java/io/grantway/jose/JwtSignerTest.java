package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.jose.Verification.Verified;
import io.grantway.testing.AtOnce;
import io.grantway.testing.InMemorySigningKeyStore;
import io.grantway.testing.TestClock;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class JwtSignerTest {
    private final KeyRing ring =
            KeyRing.open(
                    "https://auth.example",
                    List.of(SigningAlgorithm.values()),
                    new KeySchedule(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(1)),
                    new InMemorySigningKeyStore(),
                    new TestClock(),
                    new SecureRandom());

    static ObjectNode claims() {
        ObjectNode claims = JoseJson.object().put("sub", "änn \"x\"").put("exp", 1_900_000_000L);
        claims.putArray("aud").add("https://api.example").add("b");
        claims.putObject("act").put("sub", "service");
        return claims;
    }

    @ParameterizedTest
    @EnumSource
    void makesTokensThatNimbusVerifies(SigningAlgorithm algorithm)
            throws ParseException, JOSEException {
        JwtSigner signer = ring.signer(algorithm);
        SignedJWT jwt = SignedJWT.parse(signer.sign("at+jwt", claims()));
        JWK key = publicKey(signer.keyId());

        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.wireName());
        assertThat(jwt.getHeader().getType()).isEqualTo(new JOSEObjectType("at+jwt"));
        assertThat(jwt.getHeader().getKeyID()).isEqualTo(signer.keyId());
        assertThat(jwt.verify(verifier(key))).isTrue();
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("änn \"x\"");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("https://api.example", "b");
    }

    @ParameterizedTest
    @EnumSource
    void makesTokensThatTheVerifierBelievesWhateverManyThreadsSignAtOnce(SigningAlgorithm algorithm)
            throws Exception {
        JwtSigner signer = ring.signer(algorithm);
        JwtVerifier verifier = JwtVerifier.allowing(List.of(algorithm)).requiringType("at+jwt");

        List<Verification> results =
                AtOnce.call(
                        Collections.nCopies(
                                24,
                                () ->
                                        verifier.verify(
                                                signer.sign("at+jwt", claims()), ring.keySet())));

        assertThat(results)
                .hasSize(24)
                .allSatisfy(result ->
                        assertThat(result)
                                .isInstanceOfSatisfying(
                                        Verified.class,
                                        verified ->
                                                assertThat(verified.claims().toString())
                                                        .isEqualTo(claims().toString())));
    }

    @Test
    void namesItsKeysByTheirThumbprint() throws ParseException, JOSEException {
        for (JWK key : JWKSet.parse(ring.jwks().toString()).getKeys()) {
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\",\"kid\":\"b", "a\\", "a b", "ä", "a\n"})
    void refusesATypeThatWouldWriteIntoTheHeader(String type) {
        JwtSigner signer = ring.signer(SigningAlgorithm.ES256);

        assertThatThrownBy(() -> signer.sign(type, claims()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at+jwt");
    }

    @Test
    void printsNoPrivatePartAnywhere() {
        SigningKey key = ring.keys().getFirst();
        String secret =
                JoseJson.parse(key.encoded())
                        .map(all -> all.path("pkcs8").asString())
                        .orElseThrow();

        assertThat(secret).hasSizeGreaterThan(60);
        assertThat(Optional.of(key) + ring.toString() + ring.signer(key.algorithm()) + ring.jwks())
                .doesNotContain(secret)
                .doesNotContain("\"d\"");
    }

    private JWK publicKey(String id) throws ParseException {
        return JWKSet.parse(ring.jwks().toString()).getKeyByKeyId(id);
    }

    static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key.getKeyType().getValue()) {
            case "EC" -> new ECDSAVerifier(key.toECKey());
            case "RSA" -> new RSASSAVerifier(key.toRSAKey());
            default -> new Ed25519Verifier(key.toOctetKeyPair());
        };
    }
}
