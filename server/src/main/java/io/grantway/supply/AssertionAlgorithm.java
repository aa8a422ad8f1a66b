package io.grantway.supply;

import io.grantway.jose.JwsAlgorithm;
import io.grantway.jose.SigningAlgorithm;

/// How assertions are signed with a private key (RFC 7518 §3.1). `RS384` and `ES384` are those of
/// SMART Backend Services.
public enum AssertionAlgorithm {
    RS256,
    RS384,
    PS256,
    ES256,
    ES384,
    EDDSA;

    String wireName() {
        return this == EDDSA ? "EdDSA" : name();
    }

    /// The algorithm of the key that is made for it: RSA keys sign by several.
    ///
    /// @throws IllegalArgumentException where none is made
    SigningAlgorithm ofKey() {
        return switch (this) {
            case RS256, RS384 -> SigningAlgorithm.RS256;
            case PS256 -> SigningAlgorithm.PS256;
            case ES256 -> SigningAlgorithm.ES256;
            case EDDSA -> SigningAlgorithm.EDDSA;
            case ES384 ->
                    throw new IllegalArgumentException(
                            "keys for ES384 are not made here: give a privateKey, or take RS384");
        };
    }

    JwsAlgorithm jws() {
        return JwsAlgorithm.of(wireName()).orElseThrow();
    }

    @Override
    public String toString() {
        return wireName();
    }
}
