package io.grantway.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How much somebody may use of something: limits over times, and how much at the same time. Made
/// once, with all that calls are told of it. Immutable.
public final class Quota {
    /// One limit.
    ///
    /// @param name that callers are told
    /// @param inBytes whether bytes are counted, not requests
    /// @param atOnce how much may be used at once
    /// @param smooth whether it comes back evenly, not all at the end of the time
    record Limit(
            String name,
            boolean inBytes,
            long amount,
            long atOnce,
            Duration window,
            boolean smooth) {
        /// As an item of `RateLimit-Policy`.
        private String policy() {
            return '"'
                    + name
                    + "\";q="
                    + amount
                    + (inBytes ? ";qu=\"content-bytes\"" : "")
                    + ";w="
                    + window.toSeconds();
        }

        /// For texts: `5 requests in 60 s`.
        @Override
        public String toString() {
            return amount + (inBytes ? " bytes in " : " requests in ") + window.toSeconds() + " s";
        }
    }

    private final List<Limit> whole;
    private final List<Limit> perOperation;
    private final int concurrency;
    private final boolean countsBytes;
    private final String policyField;

    /// @param name of the plan
    /// @param concurrency how many at the same time; 0: any
    public Quota(String name, List<LimitConfig> limits, int concurrency) {
        List<Limit> ofAll = new ArrayList<>();
        List<Limit> ofOne = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LimitConfig each : limits) {
            String called = limits.size() == 1 ? name : name + '-' + each.per();
            String unique = called;
            for (int i = 2; !names.add(unique); i++) {
                unique = called + '-' + i;
            }
            (each.perOperation() ? ofOne : ofAll)
                    .add(
                            new Limit(
                                    unique,
                                    each.inBytes(),
                                    each.amount(),
                                    each.atOnce(),
                                    each.window(),
                                    each.burst() != null));
        }
        this.whole = List.copyOf(ofAll);
        this.perOperation = List.copyOf(ofOne);
        this.concurrency = concurrency;
        this.countsBytes = limits.stream().anyMatch(LimitConfig::inBytes);
        List<Limit> all = new ArrayList<>(whole);
        all.addAll(perOperation);
        this.policyField = String.join(", ", all.stream().map(Limit::policy).toList());
    }

    List<Limit> whole() {
        return whole;
    }

    List<Limit> perOperation() {
        return perOperation;
    }

    /// How many at the same time; 0: any.
    public int concurrency() {
        return concurrency;
    }

    /// Whether something is left to do when a call ends: a place to give back, bytes to count.
    public boolean needsEnd() {
        return concurrency > 0 || countsBytes;
    }

    /// What callers are told in `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers); empty
    /// where there is nothing to tell.
    public String policyField() {
        return policyField;
    }
}
