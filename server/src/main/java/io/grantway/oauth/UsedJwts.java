package io.grantway.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The JWTs for one use that have been used and have not expired, such as assertions of clients and
/// proofs of DPoP: none counts twice (RFC 7523 §3, RFC 9449 §11.1).
///
/// Kept by the minute in which they expire, so that a whole minute is forgotten at once. When it is
/// full nobody is let in: to forget one early would let whoever saw it use it again.
public final class UsedJwts {
    public static final int CAPACITY = 500_000;

    private static final long SECONDS = 60;

    private final ConcurrentSkipListMap<Long, Set<TokenHash>> byMinute =
            new ConcurrentSkipListMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final InstantSource clock;
    private final Duration skew;
    private final int capacity;

    /// @param skew for how long one counts after it has expired
    public UsedJwts(InstantSource clock, Duration skew, int capacity) {
        this.clock = clock;
        this.skew = skew;
        this.capacity = capacity;
    }

    /// Marks one as used.
    ///
    /// @param maker whose it is: each has its own ids
    /// @param expires after when it does not count any more
    /// @return whether it was not used yet
    /// @throws OAuthRefusal when too many are remembered
    public boolean use(String maker, String jti, Instant expires) {
        forgetExpired();
        TokenHash name = TokenHash.of(maker + '\0' + jti);
        if (byMinute.values().stream().anyMatch(minute -> minute.contains(name))) {
            return false;
        }
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            throw new OAuthRefusal(Refusal.TOO_MANY_ATTEMPTS)
                    .because("too many JWTs for one use are remembered");
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
