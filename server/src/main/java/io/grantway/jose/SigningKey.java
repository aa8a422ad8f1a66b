package io.grantway.jose;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A key pair that a server signs with, and its times. Its private part cannot be printed.
public final class SigningKey {
    private static final long NEVER = Long.MAX_VALUE;

    private final SigningAlgorithm algorithm;
    private final ObjectNode jwk;
    private final byte[] pkcs8;
    private final KeyTimes times;
    private final String id;

    private SigningKey(SigningAlgorithm algorithm, ObjectNode jwk, byte[] pkcs8, KeyTimes times) {
        this.algorithm = algorithm;
        this.jwk = jwk;
        this.pkcs8 = pkcs8;
        this.times = times;
        this.id = PublicJwk.thumbprint(algorithm.keyType(), jwk);
    }

    public static SigningKey generate(
            SigningAlgorithm algorithm, KeyTimes times, SecureRandom random) {
        KeyPair pair = algorithm.keyType().generate(random);
        return new SigningKey(
                algorithm,
                PublicJwk.of(algorithm.keyType(), pair.getPublic()),
                pair.getPrivate().getEncoded(),
                times);
    }

    /// The `kid`: the key's thumbprint (RFC 7638), so that no two keys ever share one.
    public String id() {
        return id;
    }

    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    public KeyTimes times() {
        return times;
    }

    SigningKey with(KeyTimes changed) {
        return new SigningKey(algorithm, jwk, pkcs8, changed);
    }

    /// The public part, as in a key set (RFC 7517 §4).
    public ObjectNode publicJwk() {
        ObjectNode published = JoseJson.object();
        published.put("kid", id).put("use", "sig").put("alg", algorithm.wireName());
        published.setAll(jwk.deepCopy());
        return published;
    }

    PrivateKey privateKey() {
        try {
            return algorithm.keyType().privateKey(pkcs8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key " + id + " cannot be read", e);
        }
    }

    /// The whole key with its private part, for a store that seals it.
    public byte[] encoded() {
        ObjectNode all = JoseJson.object();
        all.put("algorithm", algorithm.wireName());
        all.set("jwk", jwk);
        all.put("pkcs8", JoseJson.base64Text(pkcs8));
        all.put("published", millis(times.published()));
        all.put("signsFrom", millis(times.signsFrom()));
        all.put("retired", millis(times.retired()));
        all.put("gone", millis(times.gone()));
        return JoseJson.bytes(all);
    }

    /// @param encoded what [#encoded] gave
    /// @throws IllegalArgumentException where it is something else
    public static SigningKey decode(byte[] encoded) {
        ObjectNode all = JoseJson.parse(encoded).orElseThrow(SigningKey::unreadable);
        Optional<SigningAlgorithm> algorithm =
                SigningAlgorithm.of(all.path("algorithm").asString(""));
        Optional<byte[]> pkcs8 = JoseJson.decode(all.path("pkcs8").asString(""));
        if (!(all.path("jwk") instanceof ObjectNode jwk)) {
            throw unreadable();
        }
        return new SigningKey(
                algorithm.orElseThrow(SigningKey::unreadable),
                jwk,
                pkcs8.orElseThrow(SigningKey::unreadable),
                new KeyTimes(
                        time(all.path("published")),
                        time(all.path("signsFrom")),
                        time(all.path("retired")),
                        time(all.path("gone"))));
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("this is no signing key of this program");
    }

    private static long millis(Instant time) {
        return time.equals(Instant.MAX) ? NEVER : time.toEpochMilli();
    }

    private static Instant time(JsonNode millis) {
        long value = millis.asLong(NEVER);
        return value == NEVER ? Instant.MAX : Instant.ofEpochMilli(value);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + ", " + algorithm + ", " + times + "]";
    }
}
