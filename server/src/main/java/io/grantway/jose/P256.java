package io.grantway.jose;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/// The curve P-256.
final class P256 {
    static final ECParameterSpec PARAMETERS = parameters();

    private P256() {}

    /// Whether a point lies on the curve. One that does not can make a calculation say more than it
    /// should (RFC 8725 §2.6 with its invalid curve attacks).
    static boolean has(ECPoint point) {
        EllipticCurve curve = PARAMETERS.getCurve();
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

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }
}
