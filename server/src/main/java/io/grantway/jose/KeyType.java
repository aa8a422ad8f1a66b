package io.grantway.jose;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.KeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;

/// The kinds of key pairs that sign, by the name in `kty` (RFC 7518 §6.1, RFC 8037 §2).
enum KeyType {
    /// The curve P-256, of others P-384 and P-521 too.
    EC("EC"),
    RSA("RSA"),
    /// The curve Ed25519.
    OKP("Ed25519");

    private final String jcaName;

    KeyType(String jcaName) {
        this.jcaName = jcaName;
    }

    /// The kind of a key; empty for one that is not used here.
    static Optional<KeyType> of(PublicKey key) {
        return switch (key) {
            case RSAPublicKey _ -> Optional.of(RSA);
            case ECPublicKey ec when Curve.of(ec).isPresent() -> Optional.of(EC);
            case EdECPublicKey ed when ed.getParams().getName().equals("Ed25519") ->
                    Optional.of(OKP);
            default -> Optional.empty();
        };
    }

    /// Made by the JDK, whose generators take the randomness they are given.
    KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(jcaName);
            generator.initialize(parameters(), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes keys of " + jcaName, e);
        }
    }

    private AlgorithmParameterSpec parameters() {
        return switch (this) {
            case EC -> new ECGenParameterSpec("secp256r1");
            case RSA -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
            case OKP -> NamedParameterSpec.ED25519;
        };
    }

    PublicKey publicKey(KeySpec key) throws GeneralSecurityException {
        return SignatureProvider.keyFactory(jcaName).generatePublic(key);
    }

    PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return SignatureProvider.keyFactory(jcaName)
                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }
}
