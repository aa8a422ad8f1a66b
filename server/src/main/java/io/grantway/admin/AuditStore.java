package io.grantway.admin;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps the newest entries of the audit trail, a bounded number.
///
/// Every method may block, and throws where the store cannot do it.
public interface AuditStore {
    /// Returns when the entry is on disk.
    void append(AuditEntry entry);

    /// The newest first.
    ///
    /// @param workspace only what concerns it; empty for everything
    /// @param after the id that the last page ended with
    List<AuditEntry> page(Optional<String> workspace, Optional<UUID> after, int size);
}
