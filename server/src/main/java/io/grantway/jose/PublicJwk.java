package io.grantway.jose;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A public key as JSON (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2): only the members that make the
/// key, in alphabetical order.
final class PublicJwk {
    private static final int COORDINATE_BYTES = 32;

    private PublicJwk() {}

    static ObjectNode of(KeyType type, PublicKey key) {
        ObjectNode jwk = JoseJson.object();
        switch (type) {
            case EC -> {
                ECPublicKey ec = (ECPublicKey) key;
                Curve curve = Curve.of(ec).orElseThrow();
                jwk.put("crv", curve.wireName()).put("kty", "EC");
                jwk.put("x", text(ec.getW().getAffineX(), curve.coordinateBytes()));
                jwk.put("y", text(ec.getW().getAffineY(), curve.coordinateBytes()));
            }
            case RSA -> {
                RSAPublicKey rsa = (RSAPublicKey) key;
                jwk.put("e", text(rsa.getPublicExponent(), 1)).put("kty", "RSA");
                jwk.put("n", text(rsa.getModulus(), 1));
            }
            case OKP -> {
                byte[] encoded = key.getEncoded();
                byte[] point =
                        Arrays.copyOfRange(
                                encoded, encoded.length - COORDINATE_BYTES, encoded.length);
                jwk.put("crv", "Ed25519").put("kty", "OKP").put("x", JoseJson.base64Text(point));
            }
        }
        return jwk;
    }

    /// RFC 7638 §3: the SHA-256 of the members that make the key.
    static String thumbprint(KeyType type, ObjectNode jwk) {
        List<String> members =
                switch (type) {
                    case EC -> List.of("crv", "kty", "x", "y");
                    case RSA -> List.of("e", "kty", "n");
                    case OKP -> List.of("crv", "kty", "x");
                };
        ObjectNode needed = JoseJson.object();
        members.forEach(member -> needed.set(member, jwk.path(member)));
        try {
            return JoseJson.base64Text(
                    MessageDigest.getInstance("SHA-256").digest(JoseJson.bytes(needed)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// A number without sign, of at least so many bytes.
    private static String text(BigInteger number, int least) {
        byte[] signed = number.toByteArray();
        int from = signed[0] == 0 && signed.length > 1 ? 1 : 0;
        int length = signed.length - from;
        byte[] bytes = new byte[Math.max(length, least)];
        System.arraycopy(signed, from, bytes, bytes.length - length, length);
        return JoseJson.base64Text(bytes);
    }
}
