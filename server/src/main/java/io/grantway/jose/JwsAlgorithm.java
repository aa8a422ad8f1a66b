package io.grantway.jose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the `alg` of a token may say (RFC 7518 §3.1). There is no `none`.
public sealed interface JwsAlgorithm permits AsymmetricAlgorithm, MacAlgorithm {
    /// Every one there is.
    List<JwsAlgorithm> ALL =
            Stream.<JwsAlgorithm[]>of(
                            SigningAlgorithm.values(),
                            ForeignAlgorithm.values(),
                            MacAlgorithm.values())
                    .flatMap(Arrays::stream)
                    .toList();

    /// As in a token's header.
    String wireName();

    /// The algorithm of a name in a token's header; empty where it is not among ours.
    static Optional<JwsAlgorithm> of(String wireName) {
        for (JwsAlgorithm algorithm : ALL) {
            if (algorithm.wireName().equals(wireName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
