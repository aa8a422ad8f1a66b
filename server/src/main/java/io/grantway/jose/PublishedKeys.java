package io.grantway.jose;

import io.grantway.http.OutgoingRequest.Trust;
import java.net.URI;
import tools.jackson.databind.node.ObjectNode;

/// A key set as somebody published it (RFC 7517 §5).
///
/// @param jwks as it came
/// @param signing those that can verify signatures
public record PublishedKeys(ObjectNode jwks, KeySet signing) {
    /// Where one is published.
    ///
    /// @param trust who chose the address
    public record Place(URI uri, Trust trust) {}

    /// @throws IllegalArgumentException with a text for whoever published it, where it is no key
    ///   set or tells a private key
    static PublishedKeys parse(String text) {
        ObjectNode jwks =
                JoseJson.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("it is no JSON object"));
        return new PublishedKeys(jwks, KeySet.ofOthers(jwks));
    }
}
