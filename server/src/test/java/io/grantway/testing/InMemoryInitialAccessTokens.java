package io.grantway.testing;

import io.grantway.authserver.InitialAccessToken;
import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.oauth.TokenHash;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Initial access tokens kept for the length of a test.
public final class InMemoryInitialAccessTokens implements InitialAccessTokenStore {
    private final ConcurrentHashMap<UUID, InitialAccessToken> tokens = new ConcurrentHashMap<>();

    @Override
    public void create(InitialAccessToken token) {
        tokens.put(token.id(), token);
    }

    @Override
    public List<InitialAccessToken> list(String workspace) {
        return tokens.values().stream()
                .filter(token -> token.workspace().equals(workspace))
                .sorted(Comparator.comparing(token -> token.id().toString()))
                .toList();
    }

    @Override
    public Optional<InitialAccessToken> find(TokenHash hash) {
        return tokens.values().stream().filter(token -> token.hash().equals(hash)).findFirst();
    }

    @Override
    public boolean use(UUID id) {
        boolean[] used = {false};
        tokens.computeIfPresent(
                id,
                (_, token) -> {
                    OptionalInt left = token.usesLeft();
                    used[0] = left.isEmpty() || left.getAsInt() > 0;
                    return left.isEmpty() || !used[0]
                            ? token
                            : new InitialAccessToken(
                                    id,
                                    token.workspace(),
                                    token.server(),
                                    token.hash(),
                                    token.createdAt(),
                                    token.expiresAt(),
                                    OptionalInt.of(left.getAsInt() - 1));
                });
        return used[0];
    }

    @Override
    public boolean delete(UUID id) {
        return tokens.remove(id) != null;
    }
}
