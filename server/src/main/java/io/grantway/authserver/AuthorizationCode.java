package io.grantway.authserver;

import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A stored authorization code (RFC 6749 §4.1.2).
///
/// @param grant what its redemption gives
/// @param redirectUri of the authorization request
/// @param challenge the S256 code challenge, where there was one
/// @param nonce to be told in the ID token (OpenID Connect Core §3.1.2.1)
/// @param family that the tokens it gives will belong to
public record AuthorizationCode(
        TokenHash hash,
        Grantee grant,
        String redirectUri,
        Optional<String> challenge,
        UUID family,
        Instant expiresAt,
        Optional<String> nonce) {

    /// Who may do what on whose behalf.
    ///
    /// @param audience the API, or empty for every API of the workspace
    /// @param claims what tokens say beside that
    public record Grantee(
            String workspace,
            Optional<UUID> audience,
            UUID client,
            Optional<String> subject,
            Scopes scopes,
            TokenClaims claims) {}
}
