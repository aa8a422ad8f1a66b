package io.grantway.supply;

import io.grantway.jose.JwsAlgorithm;

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

    JwsAlgorithm jws() {
        return JwsAlgorithm.of(wireName()).orElseThrow();
    }

    @Override
    public String toString() {
        return wireName();
    }
}
