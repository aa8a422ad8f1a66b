package io.grantway.admin;

import io.grantway.catalog.Entity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps the catalog as far as it was made over the admin API: entities, and sets of configuration
/// that were applied. Every write is on disk when its method returns; what may be secret is
/// encrypted there.
///
/// Several nodes may share one. A change says which state it was made on, and is refused when that
/// is not the state any more: names that must differ are compared in the memory of one node.
///
/// Every method may block, and throws `StoreUnavailable` when the store cannot do it, with nothing
/// half done.
public interface EntityStore {
    /// The number of the state of what is kept: each change makes another one. Ask before reading
    /// the rest, so that a change in between is noticed and not lost.
    long state();

    /// Every entity, in the order of their ids.
    List<Entity> all();

    /// Puts entities in, in place of those with the same ids, takes others out, and appends to the
    /// audit trail what was done: all in one step.
    ///
    /// @param state that the change was made on
    /// @return the state that it leads to
    /// @throws CatalogOvertaken when that is not the state any more
    long save(long state, Collection<Entity> put, Collection<UUID> gone, List<AuditEntry> trail);

    /// The applied sets, as they were written.
    Optional<byte[]> sets();

    /// Keeps the applied sets, as [#save] does.
    long saveSets(long state, byte[] sets);
}
