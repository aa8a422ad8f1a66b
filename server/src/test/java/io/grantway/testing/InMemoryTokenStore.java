package io.grantway.testing;

import io.grantway.authserver.IssuedToken;
import io.grantway.authserver.Placing;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.TokenStore;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import io.grantway.token.TokenLookup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Tokens in memory, one lock around everything.
public final class InMemoryTokenStore implements TokenStore, TokenLookup {
    private final SequencedMap<UUID, IssuedToken> tokens = new TreeMap<>();
    private final Map<TokenHash, UUID> spent = new HashMap<>();
    private final InstantSource clock;
    private boolean broken;

    public InMemoryTokenStore(InstantSource clock) {
        this.clock = clock;
    }

    /// From now on every write and read fails.
    public synchronized void breakDown() {
        broken = true;
    }

    @Override
    public synchronized void save(IssuedToken token) {
        requireWorking();
        tokens.put(token.access().id(), token);
    }

    @Override
    public synchronized Optional<IssuedToken> findByRefreshToken(TokenHash refreshToken) {
        requireWorking();
        return tokens.values().stream()
                .filter(token -> token.refreshHash().equals(Optional.of(refreshToken)))
                .filter(token -> clock.instant().isBefore(token.refreshExpiresAt()))
                .findFirst();
    }

    @Override
    public synchronized boolean replace(IssuedToken old, IssuedToken successor) {
        requireWorking();
        UUID id = old.access().id();
        if (!find(old.access().workspace(), id).equals(Optional.of(old))) {
            return false;
        }
        tokens.remove(id);
        old.refreshHash()
                .filter(hash -> !successor.refreshHash().equals(Optional.of(hash)))
                .ifPresent(hash -> spent.put(hash, old.family()));
        tokens.put(successor.access().id(), successor);
        return true;
    }

    @Override
    public synchronized Optional<UUID> familyOfSpent(TokenHash refreshTokenOrCode) {
        requireWorking();
        return Optional.ofNullable(spent.get(refreshTokenOrCode));
    }

    @Override
    public synchronized List<TokenHash> revokeFamily(UUID family) {
        requireWorking();
        List<TokenHash> died = new ArrayList<>();
        tokens.values()
                .removeIf(token -> {
                    boolean dies = token.family().equals(family);
                    if (dies) {
                        died.add(token.accessHash());
                    }
                    return dies;
                });
        return died;
    }

    @Override
    public synchronized List<IssuedToken> list(String workspace, Optional<UUID> after, int limit) {
        requireWorking();
        List<IssuedToken> all =
                tokens.values().stream().filter(token -> isLive(workspace, token)).toList();
        int from = 0;
        while (after.isPresent()
                && from < all.size()
                && all.get(from).access().id().compareTo(after.get()) <= 0) {
            from++;
        }
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    @Override
    public synchronized List<IssuedToken> listOf(String workspace, String subject) {
        requireWorking();
        return tokens.values().stream()
                .filter(token -> isLive(workspace, token))
                .filter(token -> token.access().subject().equals(Optional.of(subject)))
                .toList();
    }

    @Override
    public synchronized Optional<IssuedToken> find(String workspace, UUID id) {
        requireWorking();
        return Optional.ofNullable(tokens.get(id)).filter(token -> isLive(workspace, token));
    }

    @Override
    public synchronized Optional<IssuedToken> delete(String workspace, UUID id) {
        Optional<IssuedToken> found = find(workspace, id);
        found.ifPresent(token -> tokens.remove(token.access().id()));
        return found;
    }

    @Override
    public synchronized Optional<AccessToken> findAccessToken(TokenHash hash) {
        requireWorking();
        return tokens.values().stream()
                .filter(token -> token.accessHash().equals(hash))
                .map(IssuedToken::access)
                .filter(access -> clock.instant().isBefore(access.expiresAt()))
                .findFirst();
    }

    @Override
    public synchronized Optional<IssuedToken> findByAccessToken(
            String workspace, TokenHash accessToken) {
        requireWorking();
        return tokens.values().stream()
                .filter(token -> token.accessHash().equals(accessToken))
                .filter(token -> isLive(workspace, token))
                .findFirst();
    }

    @Override
    public synchronized Outcome add(IssuedToken token) {
        return place(Optional.empty(), token);
    }

    @Override
    public synchronized Outcome amend(IssuedToken old, IssuedToken changed) {
        return place(Optional.of(old), changed);
    }

    private Outcome place(Optional<IssuedToken> old, IssuedToken token) {
        requireWorking();
        List<IssuedToken> alike =
                tokens.values().stream()
                        .filter(each ->
                                each.access().id().equals(token.access().id())
                                        || each.accessHash().equals(token.accessHash())
                                        || (token.refreshHash().isPresent()
                                                && each.refreshHash().equals(token.refreshHash())))
                        .toList();
        Outcome outcome = Placing.outcome(alike, old, token, clock.instant());
        if (outcome == Outcome.DONE) {
            alike.forEach(each -> tokens.remove(each.access().id()));
            tokens.put(token.access().id(), token);
        }
        return outcome;
    }

    synchronized boolean redeem(TokenHash code, IssuedToken token) {
        requireWorking();
        spent.put(code, token.family());
        tokens.put(token.access().id(), token);
        return true;
    }

    synchronized void requireWorking() {
        if (broken) {
            throw new StoreUnavailable("the test broke it", new IllegalStateException());
        }
    }

    private boolean isLive(String workspace, IssuedToken token) {
        return token.access().workspace().equals(workspace)
                && clock.instant().isBefore(token.deadAt());
    }
}
