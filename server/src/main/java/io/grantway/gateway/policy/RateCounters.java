package io.grantway.gateway.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.grantway.catalog.EntityKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.UUID;

/// How many calls everybody has left, in memory. A bounded number of callers is remembered; whoever
/// has not called for the longest of its periods is forgotten, having all calls left again.
public final class RateCounters {
    private static final long REMEMBERED = 200_000;

    /// Whose calls are counted together.
    ///
    /// @param by what kind of thing the caller is, so that a header's value is never taken for an
    ///   address
    record Counted(Scope scope, char by, Object caller) {}

    /// Whose a policy is, and its limits: policies that agree in both share their counters, and
    /// changed limits count anew.
    static final class Scope {
        private final String workspace;
        private final Map<EntityKind, UUID> owners;
        private final SequencedMap<Period, Long> limits;
        private final int hash;

        Scope(String workspace, Map<EntityKind, UUID> owners, SequencedMap<Period, Long> limits) {
            this.workspace = workspace;
            this.owners = owners;
            this.limits = limits;
            this.hash = Objects.hash(workspace, owners, limits);
        }

        Duration longest() {
            return limits.lastEntry().getKey().evenLength();
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || (other instanceof Scope scope
                            && hash == scope.hash
                            && workspace.equals(scope.workspace)
                            && owners.equals(scope.owners)
                            && limits.equals(scope.limits));
        }

        /// Counted once: each call asks for it.
        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final EvenCalendar calendar;
    private final Cache<Counted, Bucket> buckets;

    public RateCounters(InstantSource clock) {
        calendar = new EvenCalendar(clock);
        buckets =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED)
                        .expireAfter(
                                Expiry.<Counted, Bucket>accessing(
                                        (key, _) -> key.scope().longest()))
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
        for (Map.Entry<Period, Long> limit : counted.scope().limits.entrySet()) {
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
