package io.grantway.token;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers verdicts by the hash of their token: a good one until the token expires or is revoked,
/// a bad one for some seconds, an unknown one not at all.
public final class TokenCache {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);
    private static final Verdict EXPIRED = new Verdict.Rejected("token_expired");

    /// A token that was not good does not become so, except one that is brought in from elsewhere,
    /// which evicts. Short all the same: it only takes the load of a client that keeps trying.
    private static final Duration REJECTED_LIFE = Duration.ofSeconds(5);

    private final TokenValidator validator;
    private final InstantSource clock;
    private final AsyncCache<TokenHash, Verdict> verdicts;

    /// @param entries at most this many are remembered
    public TokenCache(TokenValidator validator, InstantSource clock, long entries) {
        this.validator = validator;
        this.clock = clock;
        this.verdicts =
                Caffeine.newBuilder()
                        .maximumSize(entries)
                        .expireAfter(Expiry.creating((TokenHash _, Verdict it) -> life(it)))
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .executor(Runnable::run)
                        .buildAsync();
    }

    /// What is remembered of a token. Never blocks.
    public Optional<Verdict> known(TokenHash hash) {
        CompletableFuture<Verdict> flight = verdicts.getIfPresent(hash);
        return flight == null || !flight.isDone()
                ? Optional.empty()
                : Optional.of(stillTrue(flight.join()));
    }

    /// Validates a token, or waits for whoever is validating the same one. May block; call it on a
    /// virtual thread.
    ///
    /// @param hash of the token
    public Verdict validate(TokenHash hash, String token) {
        CompletableFuture<Verdict> own = new CompletableFuture<>();
        CompletableFuture<Verdict> others = verdicts.asMap().putIfAbsent(hash, own);
        if (others != null) {
            return stillTrue(others.join());
        }
        // An eviction takes the unfinished flight out of the cache. Its verdict then goes only to
        // the calls that were waiting already: it can never be found by a later one.
        settle(own, token);
        return stillTrue(own.join());
    }

    /// Forgets a token, which was revoked or changed. Every call that asks from now on sees its new
    /// state.
    public void evict(TokenHash hash) {
        verdicts.asMap().remove(hash);
    }

    /// About how many verdicts are remembered now.
    public long size() {
        return verdicts.synchronous().estimatedSize();
    }

    /// Forgets everything.
    public void evictAll() {
        verdicts.asMap().clear();
    }

    /// Completes a flight whatever happens: others wait for it.
    private void settle(CompletableFuture<Verdict> flight, String token) {
        Verdict verdict = new Verdict.Unknown("validation_failed");
        try {
            verdict = validator.validate(token);
        } catch (RuntimeException e) {
            LOG.error("a token could not be validated", e);
        } finally {
            flight.complete(verdict);
        }
    }

    /// A remembered verdict, checked against the clock: the cache's own timing is only for memory.
    private Verdict stillTrue(Verdict verdict) {
        return verdict instanceof Verdict.Valid(var token) && !alive(token) ? EXPIRED : verdict;
    }

    private boolean alive(AccessToken token) {
        return clock.instant().isBefore(token.expiresAt());
    }

    private Duration life(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid(var token) -> untilExpiry(token.expiresAt());
            case Verdict.Rejected _ -> REJECTED_LIFE;
            case Verdict.Unknown _ -> Duration.ZERO;
        };
    }

    private Duration untilExpiry(Instant expiresAt) {
        Instant now = clock.instant();
        Instant farthest = now.plus(Duration.ofDays(36_500));
        Duration left = Duration.between(now, expiresAt.isAfter(farthest) ? farthest : expiresAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
