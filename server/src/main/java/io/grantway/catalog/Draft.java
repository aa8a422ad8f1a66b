package io.grantway.catalog;

import io.grantway.catalog.ChangeRefused.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.UUID;

/// The entities while a piece of work changes them. Belongs to one thread.
public final class Draft {
    private final Entities before;
    private final SequencedMap<UUID, Entity> put = new LinkedHashMap<>();
    private final SequencedSet<UUID> removed = new LinkedHashSet<>();
    private final Entities.Editing editing;
    private final Entities now;

    public Draft(Entities before) {
        this.before = before;
        this.editing = before.edit();
        this.now = editing.view();
    }

    /// The entities as the work has left them so far; sees what it does next too.
    public Entities entities() {
        return now;
    }

    /// The entities as the work has left them, which is done.
    public Entities done() {
        return editing.done();
    }

    /// Puts an entity in, in place of the one with its id where there is one.
    ///
    /// @throws ChangeRefused where a unique setting is taken, an owner is missing, or the
    ///   configuration declares it or the API or route that owns it
    public Entity put(Entity entity) {
        now.find(entity.id()).ifPresent(Draft::requireMade);
        if (entity.kind() != EntityKind.WORKSPACE && !now.hasWorkspace(entity.workspace())) {
            throw new ChangeRefused(new Reason.NoOwner(EntityKind.WORKSPACE));
        }
        for (Map.Entry<EntityKind, UUID> owner : entity.owners().entrySet()) {
            Entity found =
                    now.find(owner.getKey(), entity.workspace(), owner.getValue())
                            .orElseThrow(
                                    () -> new ChangeRefused(new Reason.NoOwner(owner.getKey())));
            if (!takesMore(owner.getKey()) || entity.kind() == EntityKind.POLICY) {
                requireMade(found);
            }
        }
        now.taken(entity)
                .ifPresent(taken -> {
                    throw new ChangeRefused(taken);
                });
        put.put(entity.id(), entity);
        removed.remove(entity.id());
        editing.put(entity);
        return entity;
    }

    /// Takes an entity out, and all that it owns.
    ///
    /// @throws ChangeRefused where the configuration declares it
    public void remove(UUID id) {
        List<UUID> going = new ArrayList<>();
        collect(id, going);
        going.forEach(editing::remove);
        going.forEach(put::remove);
        removed.addAll(going);
    }

    private void collect(UUID id, List<UUID> going) {
        now.find(id)
                .filter(_ -> !going.contains(id))
                .ifPresent(entity -> {
                    requireMade(entity);
                    going.add(id);
                    now.ownedBy(id).forEach(owned -> collect(owned.id(), going));
                });
    }

    /// Whether something may be added to a declared one.
    private static boolean takesMore(EntityKind owner) {
        return owner == EntityKind.CONSUMER || owner == EntityKind.APPLICATION;
    }

    private static void requireMade(Entity entity) {
        entity.declaredAt()
                .ifPresent(place -> {
                    throw new ChangeRefused(new Reason.Declared(entity, place));
                });
    }

    /// The entities before the work.
    public Entities before() {
        return before;
    }

    /// What the work put in.
    public Collection<Entity> changed() {
        return List.copyOf(put.values());
    }

    /// The ids of what was there before and is no more.
    public Collection<UUID> gone() {
        return removed.stream().filter(id -> before.find(id).isPresent()).toList();
    }
}
