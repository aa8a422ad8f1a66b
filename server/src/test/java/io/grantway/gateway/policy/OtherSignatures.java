package io.grantway.gateway.policy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Map;

/// Tokens by the algorithms that we do not sign by, made with a library of others.
final class OtherSignatures {
    private static final ECKey P384 = ec(Curve.P_384);
    private static final ECKey P521 = ec(Curve.P_521);
    private static final RSAKey RSA = rsa();

    private OtherSignatures() {}

    static String token(Map<String, Object> claims, String algorithm, String secret)
            throws JOSEException {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.parse(algorithm)), set.build());
        jwt.sign(signer(algorithm, secret));
        return jwt.serialize();
    }

    static String jwks(String algorithm) {
        return new JWKSet(key(algorithm)).toString();
    }

    private static JWSSigner signer(String algorithm, String secret) throws JOSEException {
        return switch (algorithm.substring(0, 2)) {
            case "HS" -> new MACSigner(secret);
            case "ES" -> new ECDSASigner(algorithm.equals("ES384") ? P384 : P521);
            default -> new RSASSASigner(RSA);
        };
    }

    private static JWK key(String algorithm) {
        return switch (algorithm) {
            case "ES384" -> P384;
            case "ES512" -> P521;
            default -> RSA;
        };
    }

    private static ECKey ec(Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID("ec").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2048).keyID("rsa").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
