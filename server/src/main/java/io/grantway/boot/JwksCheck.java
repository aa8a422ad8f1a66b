package io.grantway.boot;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks a client's JWK set (RFC 7517 §5): public keys, and nothing else. Never tells a key.
final class JwksCheck {
    private JwksCheck() {}

    /// What is wrong with a set.
    static Optional<String> wrong(ObjectNode jwks) {
        JsonNode keys = jwks.path("keys");
        if (!keys.isArray() || keys.isEmpty()) {
            return Optional.of("a JWK set is {keys: […]}, with at least one key");
        }
        for (JsonNode key : keys) {
            if (!key.path("kty").isString()) {
                return Optional.of("each key of a JWK set is a mapping with kty");
            }
            // Whoever may read the configuration could sign as the client.
            if (Stream.of("d", "k").anyMatch(key::has)) {
                return Optional.of("a JWK set of a client holds public keys; this one is private");
            }
        }
        return Optional.empty();
    }
}
