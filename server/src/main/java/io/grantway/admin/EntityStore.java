package io.grantway.admin;

import io.grantway.catalog.Entity;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Keeps the entities that were made over the admin API. Every write is on disk when its method
/// returns; their settings may hold secrets, which are encrypted there.
///
/// Every method may block, and throws `StoreUnavailable` when the store cannot do it, with nothing
/// half done.
public interface EntityStore {
    /// Every entity, in the order of their ids.
    List<Entity> all();

    /// Puts entities in, in place of those with the same ids, takes others out, and appends to the
    /// audit trail what was done: all in one step.
    void save(Collection<Entity> put, Collection<UUID> gone, List<AuditEntry> trail);
}
