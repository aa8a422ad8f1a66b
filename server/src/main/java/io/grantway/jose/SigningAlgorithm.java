package io.grantway.jose;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/// How a token is signed with a private key.
public enum SigningAlgorithm implements AsymmetricAlgorithm {
    /// ECDSA with P-256 and SHA-256, the signature as R and S side by side (RFC 7518 §3.4).
    ES256("ES256", KeyType.EC, "SHA256withECDSAinP1363Format"),
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
    RS256("RS256", KeyType.RSA, "SHA256withRSA"),
    /// RSASSA-PSS with SHA-256 and a salt of the hash's length (RFC 7518 §3.5).
    PS256("PS256", KeyType.RSA, "RSASSA-PSS"),
    /// Ed25519 (RFC 8037 §3.1).
    EDDSA("EdDSA", KeyType.OKP, "Ed25519");

    private final String wireName;
    private final KeyType keyType;
    private final String jcaName;

    SigningAlgorithm(String wireName, KeyType keyType, String jcaName) {
        this.wireName = wireName;
        this.keyType = keyType;
        this.jcaName = jcaName;
    }

    /// The algorithm of a name in a token's header.
    public static Optional<SigningAlgorithm> of(String wireName) {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(wireName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public KeyType keyType() {
        return keyType;
    }

    @Override
    public int signatureBytes() {
        return this == ES256 ? 64 : 0;
    }

    @Override
    public Signature signature() throws GeneralSecurityException {
        Signature signature = SignatureProvider.signature(jcaName);
        if (this == PS256) {
            signature.setParameter(
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        return signature;
    }

    /// As in a token's header and in a configuration.
    @Override
    public String toString() {
        return wireName;
    }
}
