package io.grantway.jose;

import tools.jackson.databind.node.ObjectNode;

/// What became of one key of a key set.
sealed interface JwkReading {
    record Usable(VerificationKey key) implements JwkReading {}

    record Unusable(String why) implements JwkReading {}

    /// It tells its private part.
    record Private() implements JwkReading {}

    /// A key for the algorithms that we use ourselves.
    static JwkReading of(ObjectNode jwk) {
        return new JwkReader(jwk, false).read();
    }

    /// A key of somebody who may sign in more ways.
    static JwkReading ofOthers(ObjectNode jwk) {
        return new JwkReader(jwk, true).read();
    }
}
