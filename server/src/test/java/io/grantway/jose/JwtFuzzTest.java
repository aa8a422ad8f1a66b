package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.grantway.config.Secret;
import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import io.grantway.jose.Verification.Verified;
import io.grantway.testing.InMemorySigningKeyStore;
import io.grantway.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens with random mistakes: ours and Nimbus come to the same end, or ours is the stricter one.
class JwtFuzzTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String ALPHABET =
            "ABCabc019-_.=+/ {}[]\",:\\\n\u0000äalgnonecritkid\"\"{}..";
    private static final JwtVerifier MAC = JwtVerifier.allowing(List.of(MacAlgorithm.HS256));
    private static final KeySet SHARED = KeySet.ofSecrets(List.of(Secret.of(SECRET)));

    private final KeyRing ring =
            KeyRing.open(
                    "https://auth.example",
                    List.of(SigningAlgorithm.values()),
                    new KeySchedule(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(1)),
                    new InMemorySigningKeyStore(),
                    new TestClock(),
                    new SecureRandom());

    private static String mutate(String text, SplittableRandom random) {
        StringBuilder changed = new StringBuilder(text);
        for (int changes = random.nextInt(1, 4); changes > 0 && !changed.isEmpty(); changes--) {
            int at = random.nextInt(changed.length());
            int end = Math.min(changed.length(), at + random.nextInt(1, 20));
            char letter = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(6)) {
                case 0 -> changed.setCharAt(at, letter);
                case 1 -> changed.insert(at, letter);
                case 2 -> changed.delete(at, end);
                case 3 -> changed.insert(at, changed.substring(at, end));
                case 4 -> changed.setLength(at);
                default -> changed.append(letter);
            }
        }
        return changed.toString();
    }

    private static boolean nimbusBelieves(String token, JWSVerifier verifier) {
        try {
            JWSObject jws = JWSObject.parse(token);
            return jws.getPayload().toJSONObject() != null && jws.verify(verifier);
        } catch (ParseException | JOSEException | RuntimeException _) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void believesNoTokenThatIsNotExactlyTheOneThatWasSigned(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        JwtVerifier verifier = JwtVerifier.allowing(List.of(SigningAlgorithm.values()));
        JWKSet keys = JWKSet.parse(ring.jwks().toString());
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            JwtSigner signer = ring.signer(algorithm);
            String token = signer.sign("at+jwt", JwtSignerTest.claims());
            JWK key = keys.getKeyByKeyId(signer.keyId());
            JWSVerifier nimbus = JwtSignerTest.verifier(key);
            assertThat(verifier.verify(token, ring.keySet())).isInstanceOf(Verified.class);
            for (int i = 0; i < 400; i++) {
                String changed = mutate(token, random);
                Verification ours = verifier.verify(changed, ring.keySet());
                boolean theirs = nimbusBelieves(changed, nimbus);

                assertThat(ours instanceof Verified).as(changed).isEqualTo(changed.equals(token));
                if (theirs && ours instanceof Refused refused) {
                    assertThat(refused.reason()).as(changed).isEqualTo(Reason.MALFORMED);
                }
            }
            assertThat(verifier.verify(token, ring.keySet())).isInstanceOf(Verified.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void readsWhatIsSignedRightlyAsNimbusDoesOrNotAtAll(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        JWSVerifier nimbus = new MACVerifier(SECRET);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        int believed = 0;
        for (int i = 0; i < 4000; i++) {
            String header = "{\"alg\":\"HS256\",\"kid\":\"1\",\"x\":{\"a\":[1,2,{\"b\":null}]}}";
            String claims = JwtSignerTest.claims().toString();
            boolean inHeader = random.nextBoolean();
            String signed =
                    encoder.encodeToString(bytes(inHeader ? mutate(header, random) : header))
                            + "."
                            + encoder.encodeToString(
                                    bytes(inHeader ? claims : mutate(claims, random)));
            String token = signed + "." + encoder.encodeToString(mac.doFinal(bytes(signed)));
            Verification ours = MAC.verify(token, SHARED);

            if (ours instanceof Verified verified) {
                believed++;
                assertThat(nimbusBelieves(token, nimbus)).as(token).isTrue();
                assertThat(verified.claims().properties().stream().map(it -> it.getKey()))
                        .containsExactlyInAnyOrderElementsOf(
                                JWSObject.parse(token).getPayload().toJSONObject().keySet());
            }
        }
        assertThat(believed).as("changes that leave good JSON").isBetween(200, 3500);
    }

    @Test
    void readsNoRandomTextAsAToken() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            if (UnverifiedJwt.read(text.toString()) instanceof UnverifiedJwt) {
                read.add(text.toString());
            }
        }
        assertThat(read).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
