package io.grantway.catalog;

import io.grantway.jose.KeySet;
import tools.jackson.databind.node.ObjectNode;

/// The public keys of a client (RFC 7517 §5).
///
/// @param jwks as registered
/// @param signing those that can verify its signatures
public record ClientKeys(ObjectNode jwks, KeySet signing) {
    /// @throws IllegalArgumentException with a text for whoever gave it, where it is no key set or
    ///   tells a private key
    public static ClientKeys of(ObjectNode jwks) {
        return new ClientKeys(jwks, KeySet.of(jwks));
    }
}
