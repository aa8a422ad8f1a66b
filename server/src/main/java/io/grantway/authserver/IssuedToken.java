package io.grantway.authserver;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A stored token: an access token, its refresh token where it has one, and the family that both
/// descend from.
///
/// @param family shared by every token that one authorization gave, through all its refreshes;
///   revoked together
/// @param refreshExpiresAt [Instant#MAX] for a refresh token that never expires; ignored without
///   one
public record IssuedToken(
        AccessToken access,
        TokenHash accessHash,
        Optional<TokenHash> refreshHash,
        UUID family,
        Instant createdAt,
        Instant refreshExpiresAt) {

    /// When nothing of this token can be used any more and its row may go.
    public Instant deadAt() {
        return refreshHash.isEmpty() || refreshExpiresAt.isBefore(access.expiresAt())
                ? access.expiresAt()
                : refreshExpiresAt;
    }
}
