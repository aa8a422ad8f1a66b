package io.grantway.authserver.registration;

import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a client may be and do, as it asked and was found fit (RFC 7591 §2).
///
/// @param certificate the name in its certificate, by the key that our configuration has for it
/// @param told what is only given back, or shown to users
record ClientDetails(
        List<String> redirectUris,
        TokenEndpointAuthMethod method,
        List<String> grantTypes,
        List<String> responseTypes,
        List<String> scopes,
        Optional<ObjectNode> jwks,
        Optional<URI> jwksUri,
        Map<String, String> certificate,
        Preferences preferences,
        ObjectNode told) {
    ClientDetails {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = List.copyOf(grantTypes);
        responseTypes = List.copyOf(responseTypes);
        scopes = List.copyOf(scopes);
        certificate = Map.copyOf(certificate);
    }
}
