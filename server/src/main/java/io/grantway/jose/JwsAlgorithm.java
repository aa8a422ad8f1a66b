package io.grantway.jose;

import java.util.Optional;

/// What the `alg` of a token may say (RFC 7518 §3.1). There is no `none`.
public sealed interface JwsAlgorithm permits SigningAlgorithm, MacAlgorithm {
    /// As in a token's header.
    String wireName();

    /// The algorithm of a name in a token's header; empty where it is not among ours.
    static Optional<JwsAlgorithm> of(String wireName) {
        Optional<SigningAlgorithm> signing = SigningAlgorithm.of(wireName);
        return signing.isPresent()
                ? Optional.of(signing.get())
                : MacAlgorithm.HS256.wireName().equals(wireName)
                        ? Optional.of(MacAlgorithm.HS256)
                        : Optional.empty();
    }
}
