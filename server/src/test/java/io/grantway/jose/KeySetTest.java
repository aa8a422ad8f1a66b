package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.grantway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
    private static KeySet set(String... keys) {
        return KeySet.parse("{\"keys\":[" + String.join(",", keys) + "]}");
    }

    private static String json(JWK key) {
        return key.toPublicJWK().toJSONString();
    }

    private static String with(JWK key, String member, String value) {
        return json(key).replaceFirst("^[{]", "{\"" + member + "\":" + value + ",");
    }

    private static String replaced(JWK key, String member, String value) {
        return json(key)
                .replaceFirst(
                        "\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":\"" + value + "\"");
    }

    static Stream<Arguments> unusable() throws JOSEException {
        ECKey ec = new ECKeyGenerator(Curve.P_256).generate();
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        OctetKeyPair ed = new OctetKeyPairGenerator(Curve.Ed25519).generate();
        return Stream.of(
                Arguments.of(
                        json(new RSAKeyGenerator(1024, true).generate()),
                        "n must be a modulus of 2048"),
                Arguments.of(
                        replaced(rsa, "n", Base64URL.encode(new byte[] {-1}).toString()),
                        "n must be"),
                Arguments.of(
                        replaced(rsa, "n", "_" + "A".repeat(2000)), "n must be a modulus of 2048"),
                Arguments.of(replaced(rsa, "e", "AQ"), "e must be"),
                Arguments.of(replaced(rsa, "e", "Ag"), "e must be"),
                Arguments.of(replaced(rsa, "e", "AQAA"), "e must be"),
                Arguments.of(replaced(rsa, "e", "____________AQ"), "e must be"),
                Arguments.of(json(new ECKeyGenerator(Curve.P_384).generate()), "crv must be P-256"),
                Arguments.of(replaced(ec, "x", "AQAB"), "32 bytes"),
                Arguments.of(replaced(ec, "y", ec.getX().toString()), "a point of P-256"),
                Arguments.of(replaced(ec, "y", "A".repeat(43)), "a point of P-256"),
                Arguments.of(replaced(ec, "x", "_".repeat(42) + "8"), "a point of P-256"),
                Arguments.of(replaced(ec, "x", "*"), "32 bytes"),
                Arguments.of(
                        json(new OctetKeyPairGenerator(Curve.X25519).generate()),
                        "crv must be Ed25519"),
                Arguments.of(replaced(ed, "x", "AQAB"), "x must be 32 bytes"),
                Arguments.of(with(ec, "use", "\"enc\""), "use, key_ops"),
                Arguments.of(with(ec, "key_ops", "[\"encrypt\"]"), "use, key_ops"),
                Arguments.of(with(ec, "alg", "\"RS256\""), "alg must be one of"),
                Arguments.of(with(ec, "alg", "\"none\""), "alg must be one of"),
                Arguments.of(with(rsa, "alg", "\"HS256\""), "alg must be one of"),
                Arguments.of(
                        new OctetSequenceKey.Builder(
                                        "a shared secret".getBytes(StandardCharsets.UTF_8))
                                .build()
                                .toJSONString(),
                        "shared secret has no place"),
                Arguments.of("{\"kty\":\"AKP\"}", "kty must be"),
                Arguments.of("{}", "kty must be"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void skipsAKeyThatIsWeakOrNotForSignaturesAndSaysWhy(String key, String why)
            throws JOSEException {
        KeySet set = set(json(new ECKeyGenerator(Curve.P_256).keyID("good").generate()), key);

        assertThat(set.skipped()).singleElement().asString().startsWith("keys[1]: ").contains(why);
        assertThat(set.has("good")).isTrue();
        assertThat(set(key).isEmpty()).isTrue();
    }

    @Test
    void takesKeysThatSayTheyAreForSignatures() throws JOSEException {
        ECKey ec = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).generate();

        assertThat(set(with(ec, "key_ops", "[\"verify\"]")).skipped()).isEmpty();
    }

    @Test
    void refusesASetThatTellsAPrivateKeyWithoutRepeatingIt() throws JOSEException {
        List<JWK> pairs =
                List.of(
                        new ECKeyGenerator(Curve.P_256).generate(),
                        new RSAKeyGenerator(2048).generate(),
                        new OctetKeyPairGenerator(Curve.Ed25519).generate());
        for (JWK pair : pairs) {
            String secret = String.valueOf(pair.toJSONObject().get("d"));

            assertThatThrownBy(() -> KeySet.parse(new JWKSet(pair).toString(false)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("keys[0] tells a private key")
                    .hasMessageNotContaining(secret);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[\"AQAB\"]}",
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"EC\",\"kty\":\"RSA\"}]}",
                "{\"keys\":[]} x",
                "<html>",
            })
    void refusesWhatIsNoKeySet(String text) {
        assertThatThrownBy(() -> KeySet.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a key set is a JSON object like");
    }

    @Test
    void refusesMoreKeysThanAnybodyHas() {
        String[] many = Collections.nCopies(101, "{}").toArray(String[]::new);

        assertThatThrownBy(() -> set(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 100 keys, not 101");
    }

    @Test
    void refusesASecretThatCouldBeGuessedFromAToken() {
        assertThatThrownBy(() -> KeySet.ofSecrets(List.of(Secret.of("x".repeat(31)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes or more");
        assertThat(KeySet.ofSecrets(List.of(Secret.of("x".repeat(32)))).toString())
                .isEqualTo("KeySet[1 keys]");
    }

    @Test
    void readsTheKeysOfThePublishedExamples() throws JOSEException {
        // RFC 8037 appendix A.2, A.3 and A.4.
        String ed =
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
                        + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
        JwtVerifier verifier = JwtVerifier.allowing(List.of(SigningAlgorithm.EDDSA));
        VerificationKey key =
                set(ed).candidates(SigningAlgorithm.EDDSA, Optional.empty()).getFirst();
        String signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        String signature =
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

        assertThat(
                        key.verifies(
                                SigningAlgorithm.EDDSA,
                                signed.getBytes(StandardCharsets.US_ASCII),
                                new Base64URL(signature).decode()))
                .isTrue();
        assertThat(PublicJwk.thumbprint(KeyType.OKP, JoseJson.parse(ed).orElseThrow()))
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        // Its payload is no JSON object, so that it is no JWT.
        assertThat(verifier.verify(signed + "." + signature, set(ed)))
                .isInstanceOfSatisfying(
                        Verification.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Verification.Reason.MALFORMED));
    }
}
