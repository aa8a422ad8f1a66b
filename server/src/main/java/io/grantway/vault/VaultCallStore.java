package io.grantway.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Keeps the log of accounts.
public interface VaultCallStore {
    /// Adds all or none.
    void add(List<VaultCall> calls);

    /// The newest first.
    ///
    /// @param before the last of the page before; empty for the first
    List<VaultCall> page(CallFilter filter, Optional<UUID> before, int size);

    /// Takes away lines that are too old, and the oldest of those that are too many, at most so
    /// many at once.
    ///
    /// @param most that stay
    /// @return how many went
    int expire(String workspace, Instant before, long most, int atOnce);

    /// Takes away all of a user of an app.
    ///
    /// @return how many there were
    int forget(String workspace, String app, String user);

    /// How many lines each workspace has.
    Map<String, Long> kept();
}
