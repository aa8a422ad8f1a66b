package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.Verification;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An ID token that a client brings back, to say whom it means (OpenID Connect Core §3.1.2.1). It
/// may have expired long ago.
public final class IdTokenHint {
    private IdTokenHint() {}

    /// The user of the token.
    ///
    /// @throws OAuthRefusal where this server did not give the token to this client: any other
    ///   would let a client ask whether somebody is logged in whom it never met
    static String subject(String hint, Issuer issuer, Optional<Client> client) {
        return read(hint, issuer)
                .filter(claims ->
                        client.isPresent()
                                && claims.path("aud").asString("").equals(client.get().clientId()))
                .map(claims -> claims.path("sub"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElseThrow(() -> new OAuthRefusal(Refusal.ID_TOKEN_HINT_FOREIGN));
    }

    /// The claims of an ID token of this issuer, however old.
    public static Optional<ObjectNode> read(String hint, Issuer issuer) {
        JwtVerifier verifier =
                JwtVerifier.allowing(issuer.keys().algorithms()).requiringType("JWT");
        return switch (verifier.verify(hint, issuer.keys().keySet())) {
            case Verification.Refused _ -> Optional.empty();
            // A signed answer (JARM) has the same keys, type, issuer and audience, but no subject.
            case Verification.Verified(_, var claims) ->
                    Optional.of(claims)
                            .filter(each ->
                                    each.path("iss").asString("").equals(issuer.uri().toString()))
                            .filter(each -> each.path("sub").isString());
        };
    }
}
