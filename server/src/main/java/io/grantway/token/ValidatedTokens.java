package io.grantway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.grantway.oauth.TokenHash;
import io.grantway.token.TokenServers.Finding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What was found of tokens, by their hash, for all policies. Bounded by what it takes of memory.
public final class ValidatedTokens {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// What an entry takes beside its claims, about.
    private static final int OWN_BYTES = 600;

    /// What the claims of a token take as a tree, for each of its characters.
    private static final int BYTES_PER_CHARACTER = 3;

    private record Entry(Finding finding, int bytes, Duration life) {}

    private final Cache<TokenHash, Entry> entries;

    /// @param bytes of memory at most, about
    public ValidatedTokens(InstantSource clock, long bytes) {
        this.entries =
                Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher((TokenHash _, Entry it) -> it.bytes())
                        .expireAfter(Expiry.creating((TokenHash _, Entry it) -> it.life()))
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .executor(Runnable::run)
                        .build();
    }

    @Nullable Finding get(TokenHash hash) {
        Entry entry = entries.getIfPresent(hash);
        return entry == null ? null : entry.finding();
    }

    void put(CandidateToken token, Finding finding, Duration life) {
        if (life.isNegative() || life.isZero()) {
            return;
        }
        int bytes = OWN_BYTES + BYTES_PER_CHARACTER * token.text().length();
        entries.put(
                token.hash(),
                new Entry(finding, bytes, life.compareTo(LONGEST) > 0 ? LONGEST : life));
    }

    /// About how many are remembered.
    public long size() {
        return entries.estimatedSize();
    }
}
