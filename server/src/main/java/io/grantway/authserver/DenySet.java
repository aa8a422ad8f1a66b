package io.grantway.authserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The signed access tokens that were revoked before their time, in memory: whoever checks a token
/// asks this each time. It empties itself as they expire. Of more than it holds, it asks the store.
public final class DenySet implements DeniedTokens {
    private static final long MOST = 500_000;

    private final DeniedTokens store;
    private final InstantSource clock;
    private final Cache<TokenHash, Instant> denied;
    private volatile boolean complete = true;

    /// Reads what the store has.
    ///
    /// @param store where they are kept
    public DenySet(DeniedTokens store, InstantSource clock) {
        this(store, clock, MOST);
    }

    DenySet(DeniedTokens store, InstantSource clock, long most) {
        this.store = store;
        this.clock = clock;
        this.denied =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .expireAfter(Expiry.creating((TokenHash _, Instant until) -> left(until)))
                        .evictionListener((_, _, cause) -> complete &= cause != RemovalCause.SIZE)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .executor(Runnable::run)
                        .build();
        reread();
    }

    /// Adds what the store has: another node may have put it there.
    public void reread() {
        store.all().forEach(denied::put);
        denied.cleanUp();
    }

    /// Adds what another node has denied.
    public void add(TokenHash accessToken, Instant until) {
        denied.put(accessToken, until);
    }

    private Duration left(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void deny(TokenHash accessToken, Instant until) {
        store.deny(accessToken, until);
        denied.put(accessToken, until);
    }

    @Override
    public boolean isDenied(TokenHash accessToken) {
        Instant until = denied.getIfPresent(accessToken);
        return until == null
                ? !complete && store.isDenied(accessToken)
                : until.isAfter(clock.instant());
    }

    @Override
    public Map<TokenHash, Instant> all() {
        return store.all();
    }
}
