package io.grantway.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Accounts in memory, within a bound, found by their key and dropped by their id.
final class AccountMemory {
    private static final int MOST = 100_000;
    private static final int MOST_ABSENT = 10_000;
    private static final Duration IDLE = Duration.ofHours(1);

    /// How long nobody asks the store again for an account that is not there.
    private static final Duration ABSENT = Duration.ofSeconds(3);

    private final Map<TokenHash, AccountKey> keys = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final Cache<AccountKey, KeptAccount> known;
    private final Cache<AccountKey, Boolean> absent;

    AccountMemory(LongSupplier nanos) {
        // Told while nobody else can touch the entry, as each change of `keys` is.
        this.known =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterAccess(IDLE)
                        .ticker(nanos::getAsLong)
                        .executor(Runnable::run)
                        .evictionListener(
                                (@Nullable AccountKey _,
                                        @Nullable KeptAccount gone,
                                        RemovalCause _) -> {
                                    if (gone != null) {
                                        keys.remove(gone.account().id());
                                    }
                                })
                        .build();
        this.absent =
                Caffeine.newBuilder()
                        .maximumSize(MOST_ABSENT)
                        .expireAfterWrite(ABSENT)
                        .ticker(nanos::getAsLong)
                        .executor(Runnable::run)
                        .build();
    }

    @Nullable KeptAccount get(AccountKey key) {
        return known.getIfPresent(key);
    }

    /// What is known, else what is read; which is not remembered where anything changed meanwhile.
    Optional<KeptAccount> find(AccountKey key, Supplier<Optional<KeptAccount>> reading) {
        KeptAccount there = known.getIfPresent(key);
        if (there != null) {
            return Optional.of(there);
        }
        if (absent.getIfPresent(key) != null) {
            return Optional.empty();
        }
        long before = changes.get();
        Optional<KeptAccount> read = reading.get();
        read.ifPresentOrElse(it -> put(key, it), () -> absent.put(key, true));
        if (changes.get() != before) {
            remove(key);
            absent.invalidate(key);
        }
        return read;
    }

    /// Puts the same account in another form in its place.
    void replace(AccountKey key, KeptAccount before, KeptAccount after) {
        known.asMap().replace(key, before, after);
    }

    private void put(AccountKey key, KeptAccount account) {
        known.asMap()
                .compute(
                        key,
                        (_, before) -> {
                            if (before != null) {
                                keys.remove(before.account().id());
                            }
                            keys.put(account.account().id(), key);
                            return account;
                        });
    }

    private void remove(AccountKey key) {
        known.asMap()
                .computeIfPresent(
                        key,
                        (_, gone) -> {
                            keys.remove(gone.account().id());
                            return null;
                        });
    }

    void forget(TokenHash id) {
        changes.incrementAndGet();
        AccountKey key = keys.get(id);
        if (key != null) {
            remove(key);
        }
        // A new one may be known to be absent.
        absent.invalidateAll();
    }

    void forgetAll() {
        changes.incrementAndGet();
        known.asMap().keySet().forEach(this::remove);
        absent.invalidateAll();
    }

    long size() {
        return known.estimatedSize();
    }
}
