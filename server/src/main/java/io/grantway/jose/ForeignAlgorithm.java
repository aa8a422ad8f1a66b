package io.grantway.jose;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// How others sign and we do not (RFC 7518 §3.3 to §3.5).
enum ForeignAlgorithm implements AsymmetricAlgorithm {
    ES384(KeyType.EC, "SHA384withECDSAinP1363Format", 96),
    ES512(KeyType.EC, "SHA512withECDSAinP1363Format", 132),
    RS384(KeyType.RSA, "SHA384withRSA", 0),
    RS512(KeyType.RSA, "SHA512withRSA", 0),
    PS384(KeyType.RSA, "RSASSA-PSS", 0),
    PS512(KeyType.RSA, "RSASSA-PSS", 0);

    private final KeyType keyType;
    private final String jcaName;
    private final int signatureBytes;

    ForeignAlgorithm(KeyType keyType, String jcaName, int signatureBytes) {
        this.keyType = keyType;
        this.jcaName = jcaName;
        this.signatureBytes = signatureBytes;
    }

    @Override
    public String wireName() {
        return name();
    }

    @Override
    public KeyType keyType() {
        return keyType;
    }

    @Override
    public int signatureBytes() {
        return signatureBytes;
    }

    @Override
    public Signature signature() throws GeneralSecurityException {
        Signature signature = SignatureProvider.signature(jcaName);
        if (this == PS384) {
            signature.setParameter(
                    new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
        } else if (this == PS512) {
            signature.setParameter(
                    new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
        }
        return signature;
    }
}
