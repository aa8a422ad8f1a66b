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

    /// The live tokens of a subject, in any order.
    List<IssuedToken> listOf(String workspace, String subject);

    Optional<IssuedToken> find(String workspace, UUID id);

    /// @return what was deleted; empty when there was nothing
    Optional<IssuedToken> delete(String workspace, UUID id);

    /// The token by its access token, while anything of it can be used.
    Optional<IssuedToken> findByAccessToken(String workspace, TokenHash accessToken);

    /// Saves a token that comes from elsewhere, unless a live one has its id, its access token or
    /// its refresh token.
    Outcome add(IssuedToken token);

    /// Puts a changed token in the place of the one of its id, in one step. Spends nothing.
    ///
    /// @param changed may have expired, which ends it
    Outcome amend(IssuedToken old, IssuedToken changed);

    /// What came of a write; nothing was changed but with `DONE`.
    enum Outcome {
        DONE,
        /// The old one is not there any more, or not as it was.
        GONE,
        ID_TAKEN,
        ACCESS_TOKEN_TAKEN,
        REFRESH_TOKEN_TAKEN
    }
}
