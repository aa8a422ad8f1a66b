package io.grantway.gateway.policy;

import static io.grantway.testing.PolicyCalls.answer;
import static io.grantway.testing.PolicyCalls.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.gateway.Decision;
import io.grantway.http.Json;
import io.grantway.testing.PolicyCalls;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequireJwtTest {
    private static final String URL = "https://api.example/event";
    private static final KeyPair RSA = pair("RSA");
    private static final KeyPair EC = pair("EC");
    private static final KeyPair ED = pair("Ed25519");

    private final PolicyCalls calls =
            new PolicyCalls()
                    .consumers(
                            """
                              - username: acme
                                jwtKeys:
                                  - {key: hs, secret: c2VjcmV0}
                                  - {key: hs512, secret: secret, algorithm: HS512}
                                  - {key: rs, algorithm: RS256, rsaPublicKey: "%s"}
                                  - {key: es, algorithm: ES256, rsaPublicKey: "%s"}
                                  - {key: ed, algorithm: EdDSA, rsaPublicKey: "%s"}
                              - {username: guest}
                            """
                                    .formatted(escaped(RSA), escaped(EC), escaped(ED)));

    private static KeyPair pair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String escaped(KeyPair pair) {
        return pem(pair).replace("\n", "\\n");
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String unsigned(String header, String claims) {
        return base64(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String hmac(String algorithm, byte[] secret, String unsigned) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return unsigned + "." + base64(mac.doFinal(unsigned.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(String algorithm, PrivateKey key, String unsigned) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(unsigned.getBytes(StandardCharsets.UTF_8));
            return unsigned + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hs256(String claims) {
        return hmac("HmacSHA256", bytes("c2VjcmV0"), unsigned("{\"alg\":\"HS256\"}", claims));
    }

    private Decision decide(String policy, String token) {
        return calls.decide(calls.policy(policy), "GET", URL, "Authorization", "Bearer " + token);
    }

    @Test
    void takesATokenOfEachAlgorithm() {
        for (String token :
                new String[] {
                    hs256("{\"iss\":\"hs\"}"),
                    hmac(
                            "HmacSHA512",
                            bytes("secret"),
                            unsigned("{\"alg\":\"HS512\",\"typ\":\"jwt\"}", "{\"iss\":\"hs512\"}")),
                    signed(
                            "SHA256withRSA",
                            RSA.getPrivate(),
                            unsigned("{\"alg\":\"RS256\"}", "{\"iss\":\"rs\"}")),
                    signed(
                            "SHA256withECDSAinP1363Format",
                            EC.getPrivate(),
                            unsigned("{\"alg\":\"ES256\"}", "{\"iss\":\"es\"}")),
                    signed(
                            "Ed25519",
                            ED.getPrivate(),
                            unsigned("{\"alg\":\"EdDSA\",\"iss\":\"ed\"}", "{}")),
                }) {
            assertThat(decide("requireJwt: {}", token))
                    .as(() -> calls.explanation())
                    .isEqualTo(Decision.PROCEED);
            assertThat(calls.upstream()).containsEntry("X-Consumer-Username", "acme");
        }
        assertThat(calls.upstream()).containsEntry("X-Credential-Identifier", "ed");
    }

    @ParameterizedTest
    @CsvSource({"none", "None", "NONE", "nOnE"})
    void refusesATokenThatSaysItIsNotSigned(String none) {
        String unsigned = unsigned("{\"alg\":\"" + none + "\"}", "{\"iss\":\"hs\"}");

        assertThat(message(decide("requireJwt: {}", unsigned + ".")))
                .isEqualTo("Bad token; invalid alg");
        assertThat(calls.reason()).isEqualTo("jwt_malformed");
    }

    @Test
    void refusesAPublicKeyUsedAsASharedSecret() {
        for (byte[] secret :
                new byte[][] {
                    bytes(pem(RSA)), bytes(pem(RSA).strip()), RSA.getPublic().getEncoded()
                }) {
            String forged =
                    hmac("HmacSHA256", secret, unsigned("{\"alg\":\"HS256\"}", "{\"iss\":\"rs\"}"));

            assertThat(message(decide("requireJwt: {}", forged))).isEqualTo("Invalid algorithm");
            assertThat(calls.reason()).isEqualTo("jwt_algorithm");
        }
    }

    @Test
    void refusesASignatureOfNoughts() {
        String token =
                unsigned("{\"alg\":\"ES256\"}", "{\"iss\":\"es\"}") + "." + base64(new byte[64]);

        assertThat(message(decide("requireJwt: {}", token))).isEqualTo("Invalid signature");
    }

    @Test
    void refusesClaimsThatWereChanged() {
        String token = hs256("{\"iss\":\"hs\",\"sub\":\"a\"}");
        String forged =
                unsigned("{\"alg\":\"HS256\"}", "{\"iss\":\"hs\",\"sub\":\"b\"}")
                        + token.substring(token.lastIndexOf('.'));

        assertThat(message(decide("requireJwt: {}", forged))).isEqualTo("Invalid signature");
        assertThat(message(decide("requireJwt: {}", token.substring(0, token.length() - 3))))
                .isEqualTo("Invalid signature");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.b | Bad token; invalid number of segments",
                "a.b.c.d | Bad token; invalid number of segments",
                "!.e30.x | Bad token; invalid JSON",
                "e30.e30.e30 | Bad token; invalid alg",
                "W10.e30.e30 | Bad token; invalid header",
                "eyJhbGciOiJIUzI1NiJ9.W10.e30 | Bad token; invalid claims",
            })
    void refusesWhatIsNoToken(String token, String text) {
        Decision decision = decide("requireJwt: {}", token);

        assertThat(answer(decision).status()).isEqualTo(401);
        assertThat(message(decision)).isEqualTo(text);
        assertThat(answer(decision).headers().first("WWW-Authenticate"))
                .contains("Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | No mandatory 'iss' in claims | jwt_key_missing",
                "{\"iss\":\"\"} | Invalid 'iss' in claims | jwt_key_invalid",
                "{\"iss\":5} | Invalid 'iss' in claims | jwt_key_invalid",
                "{\"iss\":\"x\"} | No credentials found for given 'iss' | jwt_key_unknown",
            })
    void refusesATokenOfNoKnownKey(String claims, String text, String reason) {
        assertThat(message(decide("requireJwt: {}", hs256(claims)))).isEqualTo(text);
        assertThat(calls.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}', invalid typ",
        "'{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}', invalid crit",
    })
    void refusesAHeaderThatItDoesNotUnderstand(String header, String why) {
        String token = hmac("HmacSHA256", bytes("c2VjcmV0"), unsigned(header, "{\"iss\":\"hs\"}"));

        assertThat(message(decide("requireJwt: {}", token))).isEqualTo("Bad token; " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requireJwt: {} | {\"iss\":\"hs\",\"exp\":NOW} | {\"exp\":\"token expired\"}",
                "requireJwt: {} | {\"iss\":\"hs\",\"nbf\":LATER} | {\"nbf\":\"token not valid"
                        + " yet\"}",
                "requireJwt: {} | {\"iss\":\"hs\",\"exp\":\"x\"} | {\"exp\":\"must be a number\"}",
                "requireJwt: {claimsToVerify: [exp]} | {\"iss\":\"hs\"} | {\"exp\":\"must be a"
                        + " number\"}",
                "requireJwt: {claimsToVerify: [exp], maximumExpiration: 5} |"
                        + " {\"iss\":\"hs\",\"exp\":LATER} | {\"exp\":\"exceeds maximum allowed"
                        + " expiration\"}",
            })
    void refusesATokenOutOfItsTime(String policy, String claims, String body) {
        long now = calls.clock.instant().getEpochSecond();
        String filled =
                claims.replace("NOW", Long.toString(now)).replace("LATER", Long.toString(now + 6));

        Decision decision = decide(policy, hs256(filled));

        assertThat(answer(decision).status()).isEqualTo(401);
        assertThat(Json.parse(answer(decision).body().text())).isEqualTo(Json.parse(body));
        assertThat(calls.reason()).isEqualTo("jwt_claims");
    }

    @Test
    void takesATokenInItsTime() {
        long now = calls.clock.instant().getEpochSecond();
        String claims = "{\"iss\":\"hs\",\"exp\":" + (now + 5) + ",\"nbf\":" + now + "}";

        assertThat(
                        decide(
                                "requireJwt: {claimsToVerify: [exp, nbf], maximumExpiration: 5}",
                                hs256(claims)))
                .isEqualTo(Decision.PROCEED);
    }

    @Test
    void decodesASharedSecretWhereAsked() {
        String token =
                hmac(
                        "HmacSHA256",
                        bytes("secret"),
                        unsigned("{\"alg\":\"HS256\"}", "{\"iss\":\"hs\"}"));

        assertThat(decide("requireJwt: {secretIsBase64: true}", token)).isEqualTo(Decision.PROCEED);
        assertThat(message(decide("requireJwt: {}", token))).isEqualTo("Invalid signature");
    }

    @Test
    void findsTheTokenInQueryCookieAndHeader() {
        String token = hs256("{\"iss\":\"hs\"}");
        var policy = calls.policy("requireJwt: {cookieNames: [tok]}");

        assertThat(calls.decide(policy, "GET", URL + "?jwt=" + token)).isEqualTo(Decision.PROCEED);
        assertThat(calls.decide(policy, "GET", URL, "Cookie", "a=b; tok=" + token))
                .isEqualTo(Decision.PROCEED);
        assertThat(
                        calls.decide(
                                policy,
                                "GET",
                                URL + "?jwt=" + token,
                                "Authorization",
                                "bearer  " + token))
                .isEqualTo(Decision.PROCEED);
        assertThat(
                        message(
                                calls.decide(
                                        policy,
                                        "GET",
                                        URL + "?jwt=" + token,
                                        "Cookie",
                                        "tok=other")))
                .isEqualTo("Multiple tokens provided");
    }

    @ParameterizedTest
    @CsvSource({"Basic x", "Bearer", "''"})
    void refusesACallWithoutAToken(String header) {
        Decision decision =
                calls.decide(
                        calls.policy("requireJwt: {realm: r}"),
                        "GET",
                        URL,
                        "Authorization",
                        header);

        assertThat(message(decision)).isEqualTo("Unauthorized");
        assertThat(answer(decision).headers().first("WWW-Authenticate"))
                .contains("Bearer realm=\"r\"");
        assertThat(calls.reason()).isEqualTo("jwt_missing");
    }
}
