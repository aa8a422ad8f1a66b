package io.grantway.jose;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Optional;
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
        return CompactJws.of(header(typ), claims, signatures::sign);
    }

    /// Signs assertions with the same key.
    ///
    /// @param by an algorithm that the key can sign by: RSA keys sign by several
    /// @param keySet where the key is published (`jku`, RFC 7515 §4.1.2)
    public AssertionSigner assertions(JwsAlgorithm by, Optional<URI> keySet, SecureRandom random) {
        return AssertionSigner.of(key, by, keySet, random);
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
