package io.grantway.gateway.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.SequencedMap;

/// How many calls everybody has left, in memory. A bounded number of callers is remembered; whoever
/// has not called for the longest of its periods is forgotten, having all calls left again.
public final class RateCounters {
    private static final long REMEMBERED = 200_000;

    /// Whose calls are counted together.
    ///
    /// @param scope of the policy
    /// @param limits changed ones count anew
    /// @param by what kind of thing the caller is, so that a header's value is never taken for an
    ///   address
    record Counted(Object scope, SequencedMap<Period, Long> limits, char by, String caller) {
        Duration longest() {
            return limits.lastEntry().getKey().evenLength();
        }
    }

    private final EvenCalendar calendar;
    private final Cache<Counted, Bucket> buckets;

    public RateCounters(InstantSource clock) {
        calendar = new EvenCalendar(clock);
        buckets =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED)
                        .expireAfter(Expiry.<Counted, Bucket>accessing((key, _) -> key.longest()))
                        .executor(Runnable::run)
                        .build();
    }

    InstantSource clock() {
        return calendar.clock();
    }

    Bucket bucket(Counted counted) {
        Bucket known = buckets.getIfPresent(counted);
        return known == null ? buckets.get(counted, this::full) : known;
    }

    private Bucket full(Counted counted) {
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(calendar);
        for (Map.Entry<Period, Long> limit : counted.limits().entrySet()) {
            builder.addLimit(
                    Bandwidth.builder()
                            .capacity(limit.getValue())
                            .refillIntervallyAligned(
                                    limit.getValue(),
                                    limit.getKey().evenLength(),
                                    calendar.nextBeginning(limit.getKey()))
                            .build());
        }
        return builder.build();
    }
}
