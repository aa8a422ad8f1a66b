package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The initial access tokens that were made here.
public interface InitialAccessTokenStore {
    void create(InitialAccessToken token);

    /// Those of a workspace, in the order of their ids.
    List<InitialAccessToken> list(String workspace);

    Optional<InitialAccessToken> find(TokenHash hash);

    /// Takes one use off a token that counts them.
    ///
    /// @return whether the token is there and had one left
    boolean use(UUID id);

    boolean delete(UUID id);
}
