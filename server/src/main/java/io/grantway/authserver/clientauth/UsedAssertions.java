package io.grantway.authserver.clientauth;

import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The assertions that have been used and have not expired: none counts twice (RFC 7523 §3, `jti`).
///
/// Kept by the minute in which they expire, so that a whole minute is forgotten at once. When it is
/// full nobody is let in: to forget an assertion early would let whoever saw it use it again.
final class UsedAssertions {
    static final int CAPACITY = 500_000;

    private static final long SECONDS = 60;

    private final ConcurrentSkipListMap<Long, Set<TokenHash>> byMinute =
            new ConcurrentSkipListMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final InstantSource clock;
    private final Duration skew;
    private final int capacity;

    /// @param skew for how long an assertion counts after it has expired
    UsedAssertions(InstantSource clock, Duration skew, int capacity) {
        this.clock = clock;
        this.skew = skew;
        this.capacity = capacity;
    }

    /// Marks an assertion as used.
    ///
    /// @param expires as it says
    /// @return whether it was not used yet
    /// @throws OAuthRefusal when too many are remembered
    boolean use(String clientId, String jti, Instant expires) {
        forgetExpired();
        TokenHash name = TokenHash.of(clientId + '\0' + jti);
        if (byMinute.values().stream().anyMatch(minute -> minute.contains(name))) {
            return false;
        }
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            throw new OAuthRefusal(Refusal.TOO_MANY_ATTEMPTS)
                    .because("too many assertions of clients are remembered");
        }
        boolean first =
                byMinute.computeIfAbsent(minute(expires), _ -> ConcurrentHashMap.newKeySet())
                        .add(name);
        if (!first) {
            size.decrementAndGet();
        }
        return first;
    }

    private void forgetExpired() {
        var expired = byMinute.headMap(minute(clock.instant().minus(skew)));
        for (Long minute : expired.keySet()) {
            Set<TokenHash> gone = byMinute.remove(minute);
            if (gone != null) {
                size.addAndGet(-gone.size());
            }
        }
    }

    private static long minute(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }
}
