package io.grantway.jose;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Optional;

/// The curves of elliptic keys (RFC 7518 §6.2.1.1), each with the one algorithm that uses it.
enum Curve {
    P256("P-256", "secp256r1", 32, SigningAlgorithm.ES256),
    P384("P-384", "secp384r1", 48, ForeignAlgorithm.ES384),
    P521("P-521", "secp521r1", 66, ForeignAlgorithm.ES512);

    private final String wireName;
    private final int coordinateBytes;

    @SuppressWarnings("ImmutableEnumChecker") // both kinds are enums
    private final AsymmetricAlgorithm algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // has no setters
    private final ECParameterSpec parameters;

    Curve(String wireName, String jcaName, int coordinateBytes, AsymmetricAlgorithm algorithm) {
        this.wireName = wireName;
        this.coordinateBytes = coordinateBytes;
        this.algorithm = algorithm;
        this.parameters = parameters(jcaName);
    }

    static Optional<Curve> of(String wireName) {
        for (Curve curve : values()) {
            if (curve.wireName.equals(wireName)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    /// The curve of a key; empty for one that is not used here.
    static Optional<Curve> of(ECPublicKey key) {
        for (Curve curve : values()) {
            if (curve.parameters.getOrder().equals(key.getParams().getOrder())) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    String wireName() {
        return wireName;
    }

    int coordinateBytes() {
        return coordinateBytes;
    }

    AsymmetricAlgorithm algorithm() {
        return algorithm;
    }

    ECParameterSpec parameters() {
        return parameters;
    }

    /// Whether a point lies on the curve. One that does not can make a calculation say more than it
    /// should (RFC 8725 §2.6 with its invalid curve attacks).
    boolean has(ECPoint point) {
        EllipticCurve curve = parameters.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.multiply(y)
                                .subtract(
                                        x.multiply(x)
                                                .add(curve.getA())
                                                .multiply(x)
                                                .add(curve.getB()))
                                .mod(p)
                                .signum()
                        == 0;
    }

    private static ECParameterSpec parameters(String jcaName) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(jcaName));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + jcaName, e);
        }
    }
}
