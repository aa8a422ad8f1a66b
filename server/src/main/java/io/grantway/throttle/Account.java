package io.grantway.throttle;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.util.List;

/// What one user has left of each of some limits.
final class Account {
    private volatile List<Quota.Limit> limits;
    private final Bucket[] buckets;
    private volatile boolean touched = true;

    Account(List<Quota.Limit> limits, TimeMeter time) {
        this.limits = limits;
        this.buckets = new Bucket[limits.size()];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] =
                    Bucket.builder()
                            .withCustomTimePrecision(time)
                            .addLimit(bandwidth(limits.get(i)))
                            .build();
        }
    }

    private static Bandwidth bandwidth(Quota.Limit limit) {
        var capacity = Bandwidth.builder().capacity(limit.atOnce());
        return limit.smooth()
                ? capacity.refillGreedy(limit.amount(), limit.window()).build()
                : capacity.refillIntervally(limit.amount(), limit.window()).build();
    }

    /// Whether these are its limits. A new configuration has new ones that are equal.
    @SuppressWarnings("ReferenceEquality") // spares comparing what is the same list, as a rule
    boolean isOf(List<Quota.Limit> others) {
        List<Quota.Limit> own = limits;
        if (own == others) {
            return true;
        }
        if (!own.equals(others)) {
            return false;
        }
        limits = others;
        return true;
    }

    int size() {
        return buckets.length;
    }

    Quota.Limit limit(int index) {
        return limits.get(index);
    }

    Bucket bucket(int index) {
        return buckets[index];
    }

    /// Somebody asked for it, and may be about to take from it.
    void touch() {
        if (!touched) {
            touched = true;
        }
    }

    /// Whether anybody asked for it since this was asked last.
    boolean wasTouched() {
        boolean was = touched;
        touched = false;
        return was;
    }

    /// Whether it has everything left, so that nothing is lost by forgetting it.
    boolean isFull() {
        List<Quota.Limit> now = limits;
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i].getAvailableTokens() < now.get(i).atOnce()) {
                return false;
            }
        }
        return true;
    }
}
