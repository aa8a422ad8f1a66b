package io.grantway.oauth;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What an access token stands for, however it was learned: from our store, a signature, or an
/// introspection answer.
///
/// @param id of the token's record, to list and revoke it by; sorts by the time it was made (RFC
///   9562 §5.7)
/// @param audience the API it was issued for; empty for every API of its workspace
/// @param client the client (Kong: credential) that it was issued to
/// @param subject the end user; empty for a client acting for itself
/// @param expiresAt [Instant#MAX] for one that never expires
/// @param claims what else it says
public record AccessToken(
        UUID id,
        String workspace,
        Optional<UUID> audience,
        UUID client,
        Optional<String> subject,
        Scopes scopes,
        Instant expiresAt,
        TokenClaims claims) {
    /// `DPoP` where whoever uses it must prove to hold a key (RFC 9449 §5), else `Bearer`.
    public String type() {
        return claims.confirmation()
                .filter(Confirmation.ByDpop.class::isInstance)
                .map(_ -> "DPoP")
                .orElse("Bearer");
    }

    /// One that says nothing else.
    public AccessToken(
            UUID id,
            String workspace,
            Optional<UUID> audience,
            UUID client,
            Optional<String> subject,
            Scopes scopes,
            Instant expiresAt) {
        this(id, workspace, audience, client, subject, scopes, expiresAt, TokenClaims.NONE);
    }
}
