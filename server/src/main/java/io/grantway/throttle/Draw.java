package io.grantway.throttle;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import org.jspecify.annotations.Nullable;

/// The attempt of one call to take its part: from every limit, or, where one has nothing left, from
/// none. Belongs to one call.
public final class Draw {
    private static final long NANOS = 1_000_000_000L;

    private final @Nullable Account whole;
    private final @Nullable Account ofOperation;
    private boolean granted = true;
    private Quota.@Nullable Limit tightest;
    private long left;
    private long resetNanos;
    private long waitNanos;

    Draw(@Nullable Account whole, @Nullable Account ofOperation) {
        this.whole = whole;
        this.ofOperation = ofOperation;
        if (take(whole) && !take(ofOperation) && whole != null) {
            giveBack(whole, whole.size());
        }
    }

    /// As many run as may.
    static Draw tooManyAtOnce() {
        Draw draw = new Draw(null, null);
        draw.granted = false;
        draw.waitNanos = NANOS;
        return draw;
    }

    private boolean take(@Nullable Account account) {
        if (account == null) {
            return true;
        }
        for (int i = 0; i < account.size(); i++) {
            if (!take(account.limit(i), account.bucket(i))) {
                granted = false;
                giveBack(account, i);
                return false;
            }
        }
        return true;
    }

    private boolean take(Quota.Limit limit, Bucket bucket) {
        if (limit.inBytes()) {
            return look(limit, bucket);
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            refusedBy(limit, probe.getNanosToWaitForRefill());
            return false;
        }
        note(limit, probe.getRemainingTokens(), probe.getNanosToWaitForReset());
        return true;
    }

    /// How many bytes a call will move is known only when it has ended: it begins where there is
    /// anything left.
    private boolean look(Quota.Limit limit, Bucket bucket) {
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) {
            refusedBy(limit, probe.getNanosToWaitForRefill());
            return false;
        }
        note(limit, probe.getRemainingTokens(), limit.window().toNanos());
        return true;
    }

    private void refusedBy(Quota.Limit limit, long nanos) {
        tightest = limit;
        left = 0;
        waitNanos = nanos;
        resetNanos = nanos;
    }

    private void note(Quota.Limit limit, long remaining, long reset) {
        Quota.Limit other = tightest;
        if (other == null || remaining * (double) other.amount() < left * (double) limit.amount()) {
            tightest = limit;
            left = remaining;
            resetNanos = reset;
        }
    }

    /// As if it had never been.
    void giveBack() {
        if (whole != null) {
            giveBack(whole, whole.size());
        }
        if (ofOperation != null) {
            giveBack(ofOperation, ofOperation.size());
        }
    }

    /// @param count of the limits that something was taken of
    private static void giveBack(Account account, int count) {
        for (int i = 0; i < count; i++) {
            if (!account.limit(i).inBytes()) {
                account.bucket(i).addTokens(1);
            }
        }
    }

    void charge(long bytes) {
        if (bytes > 0) {
            charge(whole, bytes);
            charge(ofOperation, bytes);
        }
    }

    private static void charge(@Nullable Account account, long bytes) {
        for (int i = 0; account != null && i < account.size(); i++) {
            if (account.limit(i).inBytes()) {
                account.bucket(i).consumeIgnoringRateLimits(bytes);
            }
        }
    }

    public boolean isGranted() {
        return granted;
    }

    /// What the caller is told in `RateLimit` (draft-ietf-httpapi-ratelimit-headers), of the limit
    /// that is used up soonest; empty where there is none.
    public String field() {
        Quota.Limit limit = tightest;
        return limit == null
                ? ""
                : '"' + limit.name() + "\";r=" + left + ";t=" + seconds(resetNanos);
    }

    /// In how many seconds a refused call may come again, at least one.
    public long retryAfter() {
        return Math.max(1, seconds(waitNanos));
    }

    /// The limit that refused it, for texts.
    public String over() {
        return tightest == null ? "as many calls at the same time as it may" : tightest.toString();
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS);
    }
}
