package io.grantway.store.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The data keys of the workspaces, sealed by the key of the data directory.
public interface DataKeys {
    /// The keys of a workspace.
    ///
    /// @param version larger after each change
    /// @param sealed the keys, one of which seals
    /// @param since when that one became it
    @SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
    record Kept(String workspace, long version, byte[] sealed, Instant since) {}

    Optional<Kept> find(String workspace);

    /// Of all workspaces, by name.
    List<Kept> all();

    /// Keeps the first keys of a workspace, where it has none yet.
    void make(Kept first);

    /// Puts keys in the place of those of the version before.
    ///
    /// @return false where that is no longer the version
    boolean replace(Kept next);
}
