package io.grantway.authserver.identity;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Who somebody is at a provider, by an ID token that was found good.
///
/// @param provider its name in the configuration
/// @param subject the provider's name for the user, for ever
/// @param claims of the ID token
/// @param accessToken that tells more of the user: a secret
public record ProvenIdentity(
        String provider,
        String issuer,
        String subject,
        ObjectNode claims,
        Optional<String> accessToken) {
    /// Without the claims, which are the user's own affair.
    @Override
    public String toString() {
        return "ProvenIdentity[" + provider + "]";
    }
}
