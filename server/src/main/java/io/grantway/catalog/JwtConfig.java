package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;

/// A key by which a consumer signs tokens of its own.
public record JwtConfig(
        @Key(
                        value =
                                "What a token names it by, in the claim that the policy's"
                                        + " `keyClaimName` says; unique in the workspace.",
                        example = "acme")
                String key,
        @Key("The shared secret; for the HS algorithms.") @Nullable Secret secret,
        @Key(value = "The one algorithm that its tokens are signed by.", or = "HS256")
                JwtAlgorithm algorithm,
        @Key(
                        "The public key in PEM (RSA, EC or Ed25519); for the RS, ES and EdDSA"
                                + " algorithms.")
                @Nullable String rsaPublicKey) {
    public JwtConfig {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key must not be empty");
        }
        if (algorithm.isSymmetric()) {
            if (secret == null || secret.isEmpty()) {
                throw new IllegalArgumentException(
                        "the algorithm " + algorithm + " needs a secret");
            }
        } else if (rsaPublicKey == null) {
            throw new IllegalArgumentException(
                    "the algorithm " + algorithm + " needs a rsaPublicKey");
        } else {
            algorithm.publicKey(rsaPublicKey);
        }
    }
}
