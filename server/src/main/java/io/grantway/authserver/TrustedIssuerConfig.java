package io.grantway.authserver;

import io.grantway.config.Key;
import io.grantway.jose.KeySet;
import io.grantway.jose.SigningAlgorithm;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Somebody else whose signed tokens count as proof of who a user is.
public record TrustedIssuerConfig(
        @Key(value = "As its tokens name it (`iss`).", example = "https://idp.example.com")
                String issuer,
        @Key(
                        value = "Its public keys, a JWK set (RFC 7517 §5).",
                        example = "'${file:idp.jwks.json}'")
                @Nullable ObjectNode jwks,
        @Key(
                        value = "Where it publishes them, in place of `jwks`.",
                        example = "https://idp.example.com/jwks")
                @Nullable URI jwksUri,
        @Key(
                        value = "By which it signs: `ES256`, `RS256`, `PS256`, `EdDSA`.",
                        or = "[ES256, RS256, PS256, EdDSA]")
                List<SigningAlgorithm> algorithms,
        @Key(
                        value =
                                "Whom its tokens must be for (`aud`). Where empty: our issuer, or"
                                        + " our token endpoint.",
                        example = "[grantway]")
                List<String> audience,
        @Key(value = "The claim that names the user.", or = "sub") String subject,
        @Key("The scopes that its tokens can give at most; all that are offered, where empty.")
                List<String> scopes) {
    public TrustedIssuerConfig {
        if ((jwks == null) == (jwksUri == null)) {
            throw new IllegalArgumentException("give it jwks or jwksUri, one of them");
        }
        if (jwks != null) {
            KeySet.of(jwks);
        }
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("algorithms must not be empty");
        }
    }
}
