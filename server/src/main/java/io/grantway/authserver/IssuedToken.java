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
/// @param renewable what the refresh token stands for, where the access token got less than that
/// @param refreshExpiresAt [Instant#MAX] for a refresh token that never expires; ignored without
///   one
public record IssuedToken(
        AccessToken access,
        TokenHash accessHash,
        Optional<TokenHash> refreshHash,
        UUID family,
        Instant createdAt,
        Instant refreshExpiresAt,
        Optional<Authority> renewable) {
    /// One whose access token got all that there was.
    public IssuedToken(
            AccessToken access,
            TokenHash accessHash,
            Optional<TokenHash> refreshHash,
            UUID family,
            Instant createdAt,
            Instant refreshExpiresAt) {
        this(
                access,
                accessHash,
                refreshHash,
                family,
                createdAt,
                refreshExpiresAt,
                Optional.empty());
    }

    /// The most that a refresh may give.
    public Authority renewal() {
        return renewable.orElseGet(() -> new Authority(access.scopes(), access.claims()));
    }

    /// When nothing of this token can be used any more and its row may go.
    public Instant deadAt() {
        return refreshHash.isEmpty() || refreshExpiresAt.isBefore(access.expiresAt())
                ? access.expiresAt()
                : refreshExpiresAt;
    }
}
