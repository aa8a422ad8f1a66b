package io.grantway.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// What a service remembers from call to call in one workspace: a thousand values at most, the
/// least used go first. In the memory of this node only, and empty again with each new version of
/// the service.
public interface Cache {
    /// A value that is remembered and not too old.
    <T> Optional<T> find(String key, Class<T> type);

    /// Remembers a value that is not null.
    void put(String key, Object value, Duration forHowLong);

    /// A value that is remembered, else made now. Callers that come in the meantime wait for it.
    ///
    ///     String rate = call.cache().get("rate", Duration.ofMinutes(5), () -> fetchRate(call));
    <T> T get(String key, Duration forHowLong, Supplier<T> make);

    void forget(String key);
}
