package io.grantway.jose;

import java.security.GeneralSecurityException;
import java.security.Signature;

/// How a token is signed with a private key, by us or by others.
sealed interface AsymmetricAlgorithm extends JwsAlgorithm
        permits SigningAlgorithm, ForeignAlgorithm {
    KeyType keyType();

    /// The bytes of a signature of a fixed length; 0 where the key decides.
    int signatureBytes();

    /// A signature that has its parameters and still needs a key.
    Signature signature() throws GeneralSecurityException;
}
