package io.grantway.authserver.registration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;

/// How often one address may do something in an hour. Forgets oldest first beyond a bound.
final class AddressLimit {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_ADDRESSES = 50_000;

    private final int most;
    private final Cache<String, Integer> counts;

    AddressLimit(int most, InstantSource clock) {
        this.most = most;
        this.counts =
                Caffeine.newBuilder()
                        .maximumSize(MOST_ADDRESSES)
                        .expireAfterWrite(HOUR)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .executor(Runnable::run)
                        .build();
    }

    boolean admits(String address) {
        boolean[] admitted = {false};
        counts.asMap()
                .compute(
                        address,
                        (_, count) -> {
                            int before = count == null ? 0 : count;
                            admitted[0] = before < most;
                            return admitted[0] ? Integer.valueOf(before + 1) : count;
                        });
        return admitted[0];
    }
}
