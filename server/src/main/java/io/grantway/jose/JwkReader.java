package io.grantway.jose;

import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one public key (RFC 7517 §4).
final class JwkReader {
    private static final List<AsymmetricAlgorithm> RSA =
            List.of(SigningAlgorithm.RS256, SigningAlgorithm.PS256);
    private static final List<AsymmetricAlgorithm> RSA_OF_OTHERS =
            List.of(
                    SigningAlgorithm.RS256,
                    SigningAlgorithm.PS256,
                    ForeignAlgorithm.RS384,
                    ForeignAlgorithm.RS512,
                    ForeignAlgorithm.PS384,
                    ForeignAlgorithm.PS512);
    private static final int LEAST_RSA_BITS = 2048;

    /// A larger one costs whoever verifies more than the token is worth.
    private static final int MOST_RSA_BITS = 8192;

    private static final int MOST_EXPONENT_BITS = 64;
    private static final int COORDINATE_BYTES = 32;

    /// A public key of Ed25519 up to its 32 bytes (RFC 8410 §4).
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final ObjectNode jwk;
    private final boolean ofOthers;

    /// @param ofOthers whoever has the key may sign in ways that we do not
    JwkReader(ObjectNode jwk, boolean ofOthers) {
        this.jwk = jwk;
        this.ofOthers = ofOthers;
    }

    JwkReading read() {
        String kty = text("kty");
        if (jwk.has("d") && !kty.equals("oct")) {
            return new JwkReading.Private();
        }
        if (!isForSignatures()) {
            return new JwkReading.Unusable("it is not for verifying signatures (use, key_ops)");
        }
        return switch (kty) {
            case "EC" -> readEc();
            case "RSA" -> readRsa();
            case "OKP" -> readEd25519();
            case "oct" ->
                    new JwkReading.Unusable("a shared secret has no place in a public key set");
            default -> new JwkReading.Unusable("kty must be EC, RSA or OKP");
        };
    }

    private boolean isForSignatures() {
        JsonNode operations = jwk.path("key_ops");
        boolean mayVerify =
                operations.isMissingNode()
                        || operations
                                .valueStream()
                                .anyMatch(it -> it.asString("").equals("verify"));
        return mayVerify && (!jwk.has("use") || text("use").equals("sig"));
    }

    private JwkReading readEc() {
        Optional<Curve> curve =
                Curve.of(text("crv")).filter(each -> ofOthers || each == Curve.P256);
        if (curve.isEmpty()) {
            return new JwkReading.Unusable(
                    ofOthers ? "crv must be P-256, P-384 or P-521" : "crv must be P-256");
        }
        int length = curve.get().coordinateBytes();
        Optional<byte[]> x = bytes("x").filter(it -> it.length == length);
        Optional<byte[]> y = bytes("y").filter(it -> it.length == length);
        if (x.isEmpty() || y.isEmpty()) {
            return new JwkReading.Unusable(
                    "x and y must be " + length + " bytes each in base64url");
        }
        ECPoint point = new ECPoint(new BigInteger(1, x.get()), new BigInteger(1, y.get()));
        return curve.get().has(point)
                ? usable(
                        KeyType.EC,
                        new ECPublicKeySpec(point, curve.get().parameters()),
                        List.of(curve.get().algorithm()))
                : new JwkReading.Unusable("x and y must be a point of " + curve.get().wireName());
    }

    private JwkReading readRsa() {
        Optional<BigInteger> n = bytes("n").map(it -> new BigInteger(1, it));
        Optional<BigInteger> e = bytes("e").map(it -> new BigInteger(1, it));
        if (n.isEmpty()
                || n.get().bitLength() < LEAST_RSA_BITS
                || n.get().bitLength() > MOST_RSA_BITS) {
            return new JwkReading.Unusable("n must be a modulus of 2048 to 8192 bits in base64url");
        }
        if (e.isEmpty()
                || e.get().bitLength() > MOST_EXPONENT_BITS
                || e.get().compareTo(BigInteger.TWO) <= 0
                || !e.get().testBit(0)) {
            return new JwkReading.Unusable("e must be an odd exponent, like AQAB");
        }
        return usable(
                KeyType.RSA,
                new RSAPublicKeySpec(n.get(), e.get()),
                ofOthers ? RSA_OF_OTHERS : RSA);
    }

    private JwkReading readEd25519() {
        Optional<byte[]> x = bytes("x");
        if (!text("crv").equals("Ed25519")) {
            return new JwkReading.Unusable("crv must be Ed25519");
        }
        if (x.isEmpty() || x.get().length != COORDINATE_BYTES) {
            return new JwkReading.Unusable("x must be 32 bytes in base64url");
        }
        byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + COORDINATE_BYTES);
        System.arraycopy(x.get(), 0, encoded, ED25519.length, COORDINATE_BYTES);
        return usable(
                KeyType.OKP, new X509EncodedKeySpec(encoded), List.of(SigningAlgorithm.EDDSA));
    }

    /// A key that names its algorithm is for no other (RFC 7517 §4.4).
    private JwkReading usable(KeyType type, KeySpec spec, List<AsymmetricAlgorithm> fitting) {
        Set<AsymmetricAlgorithm> algorithms = new LinkedHashSet<>();
        for (AsymmetricAlgorithm algorithm : fitting) {
            if (!jwk.has("alg") || text("alg").equals(algorithm.wireName())) {
                algorithms.add(algorithm);
            }
        }
        return algorithms.isEmpty()
                ? new JwkReading.Unusable(
                        ofOthers
                                ? "alg must be one that fits its kty and crv"
                                : "alg must be one of ES256, RS256, PS256, EdDSA, for its kty")
                : new JwkReading.Usable(
                        new VerificationKey.Asymmetric(
                                jwk.path("kid").isString()
                                        ? Optional.of(text("kid"))
                                        : Optional.empty(),
                                type,
                                spec,
                                algorithms));
    }

    private String text(String member) {
        return jwk.path(member).isString() ? jwk.path(member).asString() : "";
    }

    private Optional<byte[]> bytes(String member) {
        return JoseJson.decode(text(member));
    }
}
