package io.grantway.jose;

import io.grantway.config.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/// Signs the assertions by which this program proves itself to others (RFC 7523 §2.2). Its key
/// cannot be printed.
public final class AssertionSigner {
    private static final Pattern PKCS8 =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,20000})-----END PRIVATE"
                            + " KEY-----");
    private static final int LEAST_RSA_BITS = 2048;
    private static final List<AsymmetricAlgorithm> BY_KEY =
            List.of(
                    SigningAlgorithm.RS256,
                    SigningAlgorithm.ES256,
                    ForeignAlgorithm.ES384,
                    SigningAlgorithm.EDDSA);

    private final byte[] header;
    private final UnaryOperator<byte[]> sign;

    private AssertionSigner(
            String algorithm,
            Optional<String> keyId,
            Optional<URI> keySet,
            UnaryOperator<byte[]> sign) {
        ObjectNode told = JoseJson.object().put("alg", algorithm).put("typ", "JWT");
        keyId.ifPresent(id -> told.put("kid", id));
        keySet.ifPresent(place -> told.put("jku", place.toString()));
        this.header = JoseJson.bytes(told);
        this.sign = sign;
    }

    /// By a private key: RS256, ES256, ES384 or EdDSA, as the key is.
    ///
    /// @param pem PKCS#8 (RFC 5958)
    /// @throws IllegalArgumentException with a text for whoever configured it
    public static AssertionSigner ofPrivateKey(
            Secret pem, Optional<String> keyId, SecureRandom random) {
        return ofPrivateKey(pem, keyId, Optional.empty(), Optional.empty(), random);
    }

    /// The same by an algorithm.
    ///
    /// @param algorithm that the key can sign by; empty for the usual one of such keys
    /// @param keySet where the key is published (`jku`, RFC 7515 §4.1.2)
    public static AssertionSigner ofPrivateKey(
            Secret pem,
            Optional<String> keyId,
            Optional<JwsAlgorithm> algorithm,
            Optional<URI> keySet,
            SecureRandom random) {
        return of(key(pem, algorithm), keyId, keySet, random);
    }

    static AssertionSigner of(
            SigningKey key, JwsAlgorithm by, Optional<URI> keySet, SecureRandom random) {
        AsymmetricAlgorithm algorithm = fitting(by, key.algorithm());
        return of(new Key(algorithm, key.privateKey()), Optional.of(key.id()), keySet, random);
    }

    private static AssertionSigner of(
            Key key, Optional<String> keyId, Optional<URI> keySet, SecureRandom random) {
        SignaturePool pool =
                new SignaturePool(() -> {
                    Signature signature = key.algorithm().signature();
                    signature.initSign(key.key(), random);
                    return signature;
                });
        return new AssertionSigner(key.algorithm().wireName(), keyId, keySet, pool::sign);
    }

    /// Refuses a private key that could not sign.
    ///
    /// @throws IllegalArgumentException with a text for whoever configured it
    public static void check(Secret pem) {
        check(pem, Optional.empty());
    }

    /// Refuses one that could not sign by an algorithm.
    ///
    /// @throws IllegalArgumentException with a text for whoever configured it
    public static void check(Secret pem, Optional<JwsAlgorithm> algorithm) {
        key(pem, algorithm);
    }

    private record Key(AsymmetricAlgorithm algorithm, PrivateKey key) {
        @Override
        public String toString() {
            return "Key";
        }
    }

    private static Key key(Secret pem, Optional<JwsAlgorithm> wanted) {
        byte[] pkcs8 = pem.expose(AssertionSigner::decoded);
        for (AsymmetricAlgorithm usual : BY_KEY) {
            Optional<PrivateKey> key = read(usual, pkcs8);
            if (key.isPresent()) {
                return new Key(wanted.map(it -> fitting(it, usual)).orElse(usual), key.get());
            }
        }
        throw new IllegalArgumentException(
                "a private key must be RSA with 2048 bits or more, EC with P-256 or P-384, or"
                        + " Ed25519");
    }

    /// RSA keys sign by several algorithms, others by one.
    private static AsymmetricAlgorithm fitting(JwsAlgorithm wanted, AsymmetricAlgorithm usual) {
        if (wanted instanceof AsymmetricAlgorithm asymmetric
                && (asymmetric == usual
                        || (asymmetric.keyType() == KeyType.RSA
                                && usual.keyType() == KeyType.RSA))) {
            return asymmetric;
        }
        throw new IllegalArgumentException(
                "this private key signs by " + usual.wireName() + ", not by " + wanted.wireName());
    }

    private static byte[] decoded(String pem) {
        Matcher block = PKCS8.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "a private key is PEM with -----BEGIN PRIVATE KEY----- (PKCS#8)");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(block.group(1).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a private key is no sound PEM", e);
        }
    }

    private static Optional<PrivateKey> read(AsymmetricAlgorithm algorithm, byte[] pkcs8) {
        try {
            PrivateKey key = algorithm.keyType().privateKey(pkcs8);
            boolean fits =
                    switch (key) {
                        case ECPrivateKey ec ->
                                ec.getParams().getOrder().bitLength()
                                        == (algorithm == SigningAlgorithm.ES256 ? 256 : 384);
                        case RSAKey rsa -> rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
                        default -> true;
                    };
            return fits ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /// By a secret that both sides have: HS256.
    public static AssertionSigner ofSecret(Secret secret) {
        SecretKeySpec key =
                new SecretKeySpec(
                        secret.expose(text -> text.getBytes(StandardCharsets.UTF_8)), "HmacSHA256");
        return new AssertionSigner(
                MacAlgorithm.HS256.wireName(),
                Optional.empty(),
                Optional.empty(),
                bytes -> mac(key, bytes));
    }

    private static byte[] mac(SecretKeySpec key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    public String sign(ObjectNode claims) {
        return CompactJws.of(header, claims, sign);
    }

    @Override
    public String toString() {
        return "AssertionSigner";
    }
}
