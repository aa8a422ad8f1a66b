package io.grantway.services.call;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.grantway.service.Cache;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one version of a unit remembers, by workspace and service.
public final class Remembered {
    private static final int MOST = 1000;

    private final Map<Owner, Cache> caches = new ConcurrentHashMap<>();

    private record Owner(String workspace, String service) {}

    /// A value, and how long it holds.
    private record Kept(Object value, long nanos) {}

    Cache of(String workspace, String service) {
        return caches.computeIfAbsent(new Owner(workspace, service), _ -> new Bounded());
    }

    private static final class Bounded implements Cache {
        private final com.github.benmanes.caffeine.cache.Cache<String, Kept> values =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfter(
                                Expiry.<String, Kept>writing(
                                        (_, kept) -> Duration.ofNanos(kept.nanos())))
                        .executor(Runnable::run)
                        .build();

        @Override
        public <T> Optional<T> find(String key, Class<T> type) {
            @Nullable Kept kept = values.getIfPresent(key);
            return kept == null ? Optional.empty() : Optional.of(type.cast(kept.value()));
        }

        @Override
        public void put(String key, Object value, Duration forHowLong) {
            values.put(key, kept(value, forHowLong));
        }

        @Override
        @SuppressWarnings("unchecked") // the caller knows what it keeps under a key
        public <T> T get(String key, Duration forHowLong, Supplier<T> make) {
            return (T) values.get(key, _ -> kept(make.get(), forHowLong)).value();
        }

        @Override
        public void forget(String key) {
            values.invalidate(key);
        }

        private static Kept kept(Object value, Duration forHowLong) {
            return new Kept(value, forHowLong.toNanos());
        }
    }
}
