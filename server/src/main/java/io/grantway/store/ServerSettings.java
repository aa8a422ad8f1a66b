package io.grantway.store;

import java.util.Optional;
import java.util.function.Supplier;

/// Small values that the server makes once and must find again after a restart, such as keys.
///
/// Every method may block, and throws [io.grantway.authserver.StoreUnavailable] when the store
/// cannot do it.
public interface ServerSettings {
    Optional<byte[]> find(String name);

    /// The value of that name; the first caller's is kept, so that all agree.
    ///
    /// @param make gives the value where there is none yet; its value may be thrown away
    byte[] findOrMake(String name, Supplier<byte[]> make);

    void put(String name, byte[] value);

    /// @return false when there was nothing
    boolean delete(String name);
}
