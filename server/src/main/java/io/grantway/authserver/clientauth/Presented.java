package io.grantway.authserver.clientauth;

import io.grantway.config.Secret;
import io.grantway.jose.UnverifiedJwt;
import java.util.Optional;

/// What a client shows of itself.
public sealed interface Presented {
    /// Empty where there is none, or none that can be read.
    String clientId();

    /// Whether it came by the `Authorization` field, so that a refusal must be a 401 (RFC 6749
    /// §5.2).
    default boolean inHeader() {
        return false;
    }

    /// A secret.
    record BySecret(String clientId, Optional<Secret> secret, boolean inHeader)
            implements Presented {}

    /// A signed assertion (RFC 7521 §4.2), not yet verified: whose it claims to be is hearsay.
    ///
    /// @param jwt empty where it cannot be read
    record ByAssertion(String clientId, Optional<UnverifiedJwt> jwt) implements Presented {}

    /// A name, and whatever the connection proves.
    record ByName(String clientId) implements Presented {}

    /// Nothing that anybody could be known by.
    static Presented nothing() {
        return new ByName("");
    }
}
