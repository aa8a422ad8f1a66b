package io.grantway.jose;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Signature;
import tools.jackson.databind.node.ObjectNode;

/// Makes signed JWTs in the compact form with one key (RFC 7515 §7.1, RFC 7519).
public final class JwtSigner {
    private final SigningKey key;
    private final String headerStart;
    private final SignaturePool signatures;

    JwtSigner(SigningKey key, SecureRandom random) {
        this.key = key;
        this.headerStart =
                "{\"alg\":\""
                        + key.algorithm().wireName()
                        + "\",\"kid\":\""
                        + key.id()
                        + "\",\"typ\":\"";
        this.signatures =
                new SignaturePool(() -> {
                    Signature signature = key.algorithm().signature();
                    signature.initSign(key.privateKey(), random);
                    return signature;
                });
    }

    public String keyId() {
        return key.id();
    }

    public SigningAlgorithm algorithm() {
        return key.algorithm();
    }

    /// @param typ what the token is, such as `at+jwt`: whoever verifies it must be able to tell
    ///   kinds of tokens apart (RFC 8725 §3.11)
    public String sign(String typ, ObjectNode claims) {
        byte[] header = JoseJson.base64(header(typ));
        byte[] payload = JoseJson.base64(JoseJson.bytes(claims));
        byte[] signed = new byte[header.length + 1 + payload.length];
        System.arraycopy(header, 0, signed, 0, header.length);
        signed[header.length] = '.';
        System.arraycopy(payload, 0, signed, header.length + 1, payload.length);
        byte[] signature = JoseJson.base64(signatures.sign(signed));
        byte[] token = new byte[signed.length + 1 + signature.length];
        System.arraycopy(signed, 0, token, 0, signed.length);
        token[signed.length] = '.';
        System.arraycopy(signature, 0, token, signed.length + 1, signature.length);
        return new String(token, StandardCharsets.ISO_8859_1);
    }

    private byte[] header(String typ) {
        for (int i = 0; i < typ.length(); i++) {
            char c = typ.charAt(i);
            if (c <= ' ' || c >= 127 || c == '"' || c == '\\') {
                throw new IllegalArgumentException("a typ is a media type, like at+jwt");
            }
        }
        return (headerStart + typ + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "JwtSigner[" + key.id() + ", " + key.algorithm() + "]";
    }
}
