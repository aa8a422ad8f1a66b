package io.grantway.authserver;

import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A stored authorization code (RFC 6749 §4.1.2).
///
/// @param grant what its redemption gives
/// @param redirectUri of the authorization request
/// @param challenge the S256 code challenge, where there was one
/// @param authentication of the user who agreed, where this server saw it
/// @param family that the tokens it gives will belong to
public record AuthorizationCode(
        TokenHash hash,
        Grantee grant,
        String redirectUri,
        Optional<String> challenge,
        UUID family,
        Instant expiresAt,
        Optional<Authentication> authentication) {

    /// Who may do what on whose behalf.
    ///
    /// @param audience the API, or empty for every API of the workspace
    public record Grantee(
            String workspace,
            Optional<UUID> audience,
            UUID client,
            Optional<String> subject,
            Scopes scopes) {}
}
