package io.grantway.testing;

import io.grantway.authserver.LoginSession;
import io.grantway.authserver.ServedClient;
import io.grantway.authserver.SessionStore;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.TokenHash;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sessions kept for the length of a test.
public final class InMemorySessionStore implements SessionStore {
    private final Map<TokenHash, LoginSession> sessions = new HashMap<>();
    private final InstantSource clock;
    private boolean broken;

    public InMemorySessionStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void save(LoginSession session) {
        sessions.put(session.hash(), session);
    }

    @Override
    public synchronized Optional<LoginSession> find(TokenHash hash) {
        if (broken) {
            throw new StoreUnavailable("disk full", new IllegalStateException());
        }
        return Optional.ofNullable(sessions.get(hash))
                .filter(session -> session.expiresAt().isAfter(clock.instant()));
    }

    @Override
    public synchronized void delete(TokenHash hash) {
        sessions.remove(hash);
    }

    @Override
    public synchronized List<LoginSession> list(String workspace, String username) {
        return sessions.values().stream()
                .filter(it -> it.workspace().equals(workspace) && it.username().equals(username))
                .filter(it -> it.expiresAt().isAfter(clock.instant()))
                .sorted(Comparator.comparing(LoginSession::authenticatedAt).reversed())
                .toList();
    }

    @Override
    public synchronized void serve(TokenHash hash, ServedClient client) {
        sessions.computeIfPresent(hash, (_, session) -> session.serving(client));
    }

    /// From now on it cannot be read.
    public synchronized void breakDown() {
        broken = true;
    }

    public synchronized int size() {
        return sessions.size();
    }
}
