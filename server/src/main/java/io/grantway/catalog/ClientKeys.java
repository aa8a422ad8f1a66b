package io.grantway.catalog;

import io.grantway.jose.KeySet;
import java.net.URI;
import tools.jackson.databind.node.ObjectNode;

/// The public keys of a client (RFC 7517 §5).
public sealed interface ClientKeys {
    /// Kept here.
    ///
    /// @param jwks as registered
    /// @param signing those that can verify its signatures
    record Registered(ObjectNode jwks, KeySet signing) implements ClientKeys {}

    /// Published by the client, which changes them when it likes (RFC 7591 §2, `jwks_uri`).
    record Published(URI uri) implements ClientKeys {}

    /// @throws IllegalArgumentException with a text for whoever gave it, where it is no key set or
    ///   tells a private key
    static Registered of(ObjectNode jwks) {
        return new Registered(jwks, KeySet.of(jwks));
    }
}
