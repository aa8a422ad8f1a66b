package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps issued tokens, their times to the millisecond. Every write is on disk when its method
/// returns. Expired tokens are not found, whether or not their rows are gone yet.
///
/// Every method may block, and throws [StoreUnavailable] when the store cannot do it, with nothing
/// half done.
public interface TokenStore {
    void save(IssuedToken token);

    /// The token by its refresh token, while that has not expired (the access token may have).
    Optional<IssuedToken> findByRefreshToken(TokenHash refreshToken);

    /// Replaces a token by its successor in one step. A successor that keeps the refresh token does
    /// not spend it.
    ///
    /// @return false, with nothing changed, when the old one is gone: somebody else replaced or
    ///   deleted it first, or it is dead
    boolean replace(IssuedToken old, IssuedToken successor);

    /// The family of a refresh token or code that was used up before; empty when it was never one
    /// of ours, or is forgotten: after its own expiry, or once no token of the family is left. A
    /// used one that comes again was stolen (RFC 9700 §4.14.2).
    Optional<UUID> familyOfSpent(TokenHash refreshTokenOrCode);

    /// Deletes every token of a family.
    ///
    /// @return the access tokens that died, for the caches
    List<TokenHash> revokeFamily(UUID family);

    /// Live tokens of a workspace in the order of their ids, which is the order they were made in.
    ///
    /// @param after the id that the last page ended with, whether or not its token is still there
    /// @param limit at most this many
    List<IssuedToken> list(String workspace, Optional<UUID> after, int limit);

    Optional<IssuedToken> find(String workspace, UUID id);

    /// @return what was deleted; empty when there was nothing
    Optional<IssuedToken> delete(String workspace, UUID id);
}
