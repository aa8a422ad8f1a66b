package io.grantway.supply;

import io.grantway.oauth.TokenHash;
import java.util.Map;

/// Where rotated refresh tokens wait, sealed, that the store did not take: the server knows only
/// them from now on, so that losing one means that somebody must log in again.
public interface TokenSpill {
    /// Keeps an entry on this machine, in place of one of the same row.
    ///
    /// @throws RuntimeException where that fails too
    void put(TokenHash id, byte[] entry);

    /// What is kept, by row.
    Map<TokenHash, byte[]> all();

    void remove(TokenHash id);
}
