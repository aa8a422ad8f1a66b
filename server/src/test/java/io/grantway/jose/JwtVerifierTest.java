package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.config.Secret;
import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import io.grantway.jose.Verification.Verified;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that Nimbus signed, and attacks on them (RFC 8725 §2).
class JwtVerifierTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final JwtVerifier ANY = JwtVerifier.allowing(List.of(SigningAlgorithm.values()));
    private static final JwtVerifier MAC = JwtVerifier.allowing(List.of(MacAlgorithm.HS256));

    private static ECKey ec;
    private static RSAKey rsa;
    private static OctetKeyPair ed;
    private static KeySet keys;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ed = new OctetKeyPairGenerator(Curve.Ed25519).keyID("ed").generate();
        keys = set(ec, rsa, ed);
    }

    static KeySet set(JWK... keys) {
        return KeySet.parse(new JWKSet(List.of(keys)).toString());
    }

    private static JWSSigner signer(JWSAlgorithm algorithm) throws JOSEException {
        return switch (algorithm.getName()) {
            case "ES256" -> new ECDSASigner(ec);
            case "EdDSA" -> new Ed25519Signer(ed);
            case "HS256" -> new MACSigner(SECRET);
            default -> new RSASSASigner(rsa);
        };
    }

    private static JWSHeader.Builder header(String algorithm) {
        String kid =
                switch (algorithm) {
                    case "ES256" -> "ec";
                    case "EdDSA" -> "ed";
                    default -> "rsa";
                };
        return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                .type(new JOSEObjectType("at+jwt"))
                .keyID(kid);
    }

    private static String sign(JWSHeader header) {
        try {
            SignedJWT jwt =
                    new SignedJWT(header, new JWTClaimsSet.Builder().subject("ann").build());
            jwt.sign(signer(header.getAlgorithm()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A token with any header and claims, signed rightly by an HMAC: so that nothing but what is
    /// being tested can be wrong with it.
    private static String mac(String header, String claims) throws Exception {
        return mac(base64(header) + "." + base64(claims), SECRET.getBytes(StandardCharsets.UTF_8));
    }

    private static String mac(String signed, byte[] secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return signed
                + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static KeySet secret() {
        return KeySet.ofSecrets(
                List.of(Secret.of("another-secret-of-the-same-client"), Secret.of(SECRET)));
    }

    private static void assertVerified(Verification verification) {
        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified ->
                                assertThat(verified.claims().path("sub").asString())
                                        .isEqualTo("ann"));
    }

    private static void assertRefused(Verification verification, Reason reason) {
        assertThat(verification)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(reason);
                            assertThat(refused.explanation()).isNotEmpty().doesNotContain("ann");
                        });
    }

    @ParameterizedTest
    @EnumSource
    void believesWhatNimbusSignedWithAndWithoutKid(SigningAlgorithm algorithm) {
        String name = algorithm.wireName();

        assertVerified(ANY.verify(sign(header(name).build()), keys));
        assertVerified(ANY.verify(sign(header(name).keyID(null).build()), keys));
        assertVerified(
                JwtVerifier.allowing(List.of(algorithm)).verify(sign(header(name).build()), keys));
    }

    @Test
    void believesAnHmacByAnySecretOfTheClientWhateverItsKid() {
        assertVerified(MAC.verify(sign(header("HS256").build()), secret()));
        assertVerified(MAC.verify(sign(header("HS256").keyID(null).build()), secret()));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnAlgorithmThatTheCallerDoesNotAllow(SigningAlgorithm algorithm) {
        List<JwsAlgorithm> others = new ArrayList<>(List.of(SigningAlgorithm.values()));
        others.remove(algorithm);

        assertRefused(
                JwtVerifier.allowing(others)
                        .verify(sign(header(algorithm.wireName()).build()), keys),
                Reason.ALGORITHM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "es256", "HS512", "ES256 "})
    void refusesAnUnsignedTokenHoweverItIsSpelt(String algorithm) throws Exception {
        String header = "{\"alg\":\"" + algorithm + "\"}";
        String unsigned = base64(header) + "." + base64("{\"sub\":\"ann\"}") + ".";

        assertRefused(ANY.verify(unsigned, keys), Reason.ALGORITHM);
        assertRefused(MAC.verify(unsigned, secret()), Reason.ALGORITHM);
        assertRefused(MAC.verify(mac(header, "{\"sub\":\"ann\"}"), secret()), Reason.ALGORITHM);
    }

    @ParameterizedTest
    @EnumSource
    void refusesATokenWhoseSignatureWasCutOff(SigningAlgorithm algorithm) {
        String token = sign(header(algorithm.wireName()).build());

        assertRefused(
                ANY.verify(token.substring(0, token.lastIndexOf('.') + 1), keys), Reason.SIGNATURE);
    }

    @Test
    void refusesAnHmacWhoseSecretIsAPublicKey() throws Exception {
        JwtVerifier all =
                JwtVerifier.allowing(
                        List.of(
                                MacAlgorithm.HS256,
                                SigningAlgorithm.RS256,
                                SigningAlgorithm.ES256));
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(rsa.toPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";
        String signed = base64("{\"alg\":\"HS256\",\"kid\":\"rsa\"}") + "." + base64("{}");
        for (byte[] secret :
                List.of(
                        pem.getBytes(StandardCharsets.US_ASCII),
                        rsa.toPublicKey().getEncoded(),
                        rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII),
                        rsa.getModulus().decode())) {
            assertRefused(all.verify(mac(signed, secret), keys), Reason.UNKNOWN_KEY);
        }
    }

    @Test
    void refusesASecretAsAPublicKey() {
        assertRefused(
                ANY.verify(sign(header("RS256").keyID(null).build()), secret()),
                Reason.UNKNOWN_KEY);
    }

    @Test
    void refusesAKeyForAnotherAlgorithmThanItIsRegisteredFor() {
        RSAKey onlyPss = new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.PS256).build();

        assertRefused(ANY.verify(sign(header("RS256").build()), set(onlyPss)), Reason.UNKNOWN_KEY);
        assertVerified(ANY.verify(sign(header("PS256").build()), set(onlyPss)));
    }

    @Test
    void ignoresAKeyThatTheTokenBringsAlong() throws Exception {
        ECKey attackers = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        SignedJWT forged =
                new SignedJWT(
                        header("ES256")
                                .jwk(attackers.toPublicJWK())
                                .jwkURL(new URI("https://attacker.example/jwks"))
                                .build(),
                        new JWTClaimsSet.Builder().subject("ann").build());
        forged.sign(new ECDSASigner(attackers));

        assertRefused(ANY.verify(forged.serialize(), keys), Reason.SIGNATURE);
    }

    @Test
    void looksForAnUnknownKidNowhereElse() {
        assertRefused(
                ANY.verify(sign(header("ES256").keyID("../ec").build()), keys), Reason.UNKNOWN_KEY);
        assertThat(keys.has("ec")).isTrue();
        assertThat(keys.has("../ec")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[\"b64\"]", "[\"http://x.example/UNDEFINED\"]", "[]", "\"exp\"", "null"})
    void refusesExtensionsThatItDoesNotKnow(String critical) throws Exception {
        String header = "{\"alg\":\"HS256\",\"b64\":true,\"crit\":" + critical + "}";

        assertRefused(MAC.verify(mac(header, "{\"sub\":\"ann\"}"), secret()), Reason.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
                "{\"alg\":\"none\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"x\":{\"a\":1,\"a\":2}}",
                "{\"alg\":\"HS256\"}{}",
                "{\"alg\":\"HS256\"} x",
                "{\"alg\":[\"HS256\"]}",
                "{\"alg\":\"HS256\",\"kid\":7}",
                "{\"alg\":\"HS256\",\"typ\":{}}",
                "{}",
                "[]",
                "\"HS256\"",
                "null",
                "",
                "{'alg':'HS256'}",
                "{\"alg\":\"HS256\",}",
                "{\"alg\":\"HS256\" /* a comment */}",
            })
    void refusesAHeaderThatIsNotOneObjectInOneReading(String header) throws Exception {
        assertRefused(MAC.verify(mac(header, "{\"sub\":\"ann\"}"), secret()), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"ann\",\"sub\":\"bob\"}",
                "{\"sub\":\"ann\",\"act\":[{\"sub\":\"a\",\"s\\u0075b\":\"b\"}]}",
                "[\"ann\"]",
                "ann",
                "{\"sub\":\"ann\"",
                "\uFEFF{\"sub\":\"ann\"}",
            })
    void refusesClaimsThatAreNotOneObjectInOneReading(String claims) throws Exception {
        assertRefused(MAC.verify(mac("{\"alg\":\"HS256\"}", claims), secret()), Reason.MALFORMED);
    }

    @Test
    void refusesClaimsInAnotherEncodingThanUtf8() throws Exception {
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        for (byte[] claims :
                List.of(
                        "{\"sub\":\"ann\"}".getBytes(StandardCharsets.UTF_16),
                        "{\"sub\":\"ann\"}".getBytes(StandardCharsets.UTF_16LE),
                        "{\"sub\":\"ann\u00FF\"}".getBytes(StandardCharsets.ISO_8859_1))) {
            String signed = base64("{\"alg\":\"HS256\"}") + "." + encoder.encodeToString(claims);

            assertRefused(MAC.verify(mac(signed, secret), secret()), Reason.MALFORMED);
        }
    }

    @Test
    void refusesClaimsThatAreNestedToExhaustTheParser() throws Exception {
        String deep = "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}";

        assertRefused(MAC.verify(mac("{\"alg\":\"HS256\"}", deep), secret()), Reason.MALFORMED);
    }

    @Test
    void refusesATokenOverItsBoundBeforeAnythingElse() throws Exception {
        String header = base64("{\"alg\":\"HS256\"}");
        String fits = "{\"sub\":\"ann\",\"x\":\"" + "x".repeat(12_000) + "\"}";
        String large = "{\"sub\":\"ann\",\"x\":\"" + "x".repeat(13_000) + "\"}";

        assertVerified(
                MAC.verify(
                        mac(header + "." + base64(fits), SECRET.getBytes(StandardCharsets.UTF_8)),
                        secret()));
        assertRefused(MAC.verify(mac("{\"alg\":\"HS256\"}", large), secret()), Reason.TOO_LARGE);
        assertRefused(MAC.verify(".".repeat(1_000_000), secret()), Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a.b", "a.b.c.d", "....", "{}.{}.{}", "e30.e30", " . . "})
    void refusesWhatDoesNotHaveThreeGoodParts(String text) {
        assertRefused(ANY.verify(text, keys), Reason.MALFORMED);
    }

    @Test
    void refusesOtherSpellingsOfTheSameToken() throws Exception {
        String token = sign(header("HS256").build());
        String lastDigit = token.substring(token.length() - 1);
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String neighbour = digits.substring(digits.indexOf(lastDigit) + 1).substring(0, 1);
        for (String spelling :
                List.of(
                        token + "=",
                        token.substring(0, token.length() - 1) + neighbour,
                        token + "\n",
                        " " + token,
                        token.replaceFirst("[.]", "=."),
                        token.replaceFirst("[.]", ".\n"))) {
            assertRefused(MAC.verify(spelling, secret()), Reason.MALFORMED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesATokenInWhichAnyCharacterWasChanged(SigningAlgorithm algorithm) {
        String token = sign(header(algorithm.wireName()).build());
        for (int i = 0; i < token.length(); i += 3) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);

            assertThat(ANY.verify(changed, keys)).as(changed).isInstanceOf(Refused.class);
        }
    }

    @Test
    void refusesASignatureOfAnotherShape() throws Exception {
        String token = sign(header("ES256").build());
        String signed = token.substring(0, token.lastIndexOf('.') + 1);
        Signature der = Signature.getInstance("SHA256withECDSA");
        der.initSign(ec.toPrivateKey());
        der.update(signed.substring(0, signed.length() - 1).getBytes(StandardCharsets.US_ASCII));
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        for (byte[] signature :
                List.of(der.sign(), new byte[64], new byte[63], new byte[65], new byte[256])) {
            assertRefused(
                    ANY.verify(signed + encoder.encodeToString(signature), keys), Reason.SIGNATURE);
        }
    }

    @Test
    void triesEveryKeyThatFitsWhereTheTokenNamesNoneButNotWithoutBound() throws Exception {
        List<JWK> several = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            several.add(new ECKeyGenerator(Curve.P_256).keyID("other " + i).generate());
        }
        several.add(ec);
        JWK[] eight = several.toArray(JWK[]::new);
        several.add(new ECKeyGenerator(Curve.P_256).keyID("one more").generate());
        JWK[] nine = several.toArray(JWK[]::new);

        assertVerified(ANY.verify(sign(header("ES256").keyID(null).build()), set(eight)));
        assertRefused(
                ANY.verify(sign(header("ES256").keyID(null).build()), set(nine)),
                Reason.UNKNOWN_KEY);
        assertVerified(ANY.verify(sign(header("ES256").build()), set(nine)));
    }

    @Test
    void triesEachOfTheKeysThatShareAKid() throws Exception {
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();

        assertVerified(ANY.verify(sign(header("ES256").build()), set(other, ec)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt"})
    void takesATypeInEachSpellingOfIt(String type) {
        String token = sign(header("ES256").type(new JOSEObjectType(type)).build());

        assertVerified(ANY.requiringType("at+jwt").verify(token, keys));
        assertVerified(ANY.requiringType("jwt", "application/AT+jwt").verify(token, keys));
    }

    @Test
    void refusesATokenOfAnotherKind() {
        JwtVerifier verifier = ANY.requiringType("at+jwt");

        assertRefused(
                verifier.verify(
                        sign(header("ES256").type(new JOSEObjectType("dpop+jwt")).build()), keys),
                Reason.TYPE);
        assertRefused(verifier.verify(sign(header("ES256").type(null).build()), keys), Reason.TYPE);
    }

    @Test
    void letsACallerChooseTheKeysByWhatATokenClaimsToBe() {
        String token = sign(header("ES256").build());

        assertThat(UnverifiedJwt.read(token))
                .isInstanceOfSatisfying(
                        UnverifiedJwt.class,
                        jwt -> {
                            assertThat(jwt.claims().path("sub").asString()).isEqualTo("ann");
                            assertThat(jwt.algorithm()).isEqualTo("ES256");
                            assertThat(jwt.keyId()).contains("ec");
                            assertThat(jwt.type()).contains("at+jwt");
                            assertThat(jwt.toString()).doesNotContain("ann");
                            assertVerified(ANY.verify(jwt, keys));
                        });
    }

    @Test
    void knowsTheWireNamesAndNoOthers() {
        for (String name : List.of("ES256", "RS256", "PS256", "EdDSA", "HS256")) {
            assertThat(JwsAlgorithm.of(name).map(JwsAlgorithm::wireName)).contains(name);
            assertThat(JwsAlgorithm.of(name.toLowerCase(Locale.ROOT))).isEmpty();
        }
        assertThat(JwsAlgorithm.of("none")).isEmpty();
        assertThat(Collections.nCopies(2, SigningAlgorithm.EDDSA).toString())
                .isEqualTo("[EdDSA, EdDSA]");
    }
}
