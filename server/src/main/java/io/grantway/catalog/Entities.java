package io.grantway.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Entities with their indexes. Immutable: a change makes another that shares what is the same.
public final class Entities {
    /// The workspace that needs no making.
    public static final String DEFAULT_WORKSPACE = "default";

    public static final Entities NONE = new Entities(Map.of(), Map.of(), Map.of(), Map.of());

    private record Shelf(EntityKind kind, String workspace) {}

    private record Unique(EntityKind kind, String workspace, String setting, String value) {
        static List<Unique> of(Entity entity) {
            if (entity.kind() == EntityKind.CREDENTIAL) {
                return List.of(
                        new Unique(
                                EntityKind.CREDENTIAL,
                                entity.workspace(),
                                "clientId",
                                credential(
                                        entity.text("authorizationServer").orElse(""),
                                        entity.text("clientId").orElse(""))));
            }
            List<Unique> all = new ArrayList<>();
            for (String setting : entity.kind().unique()) {
                entity.text(setting)
                        .map(value -> new Unique(entity.kind(), entity.workspace(), setting, value))
                        .ifPresent(all::add);
            }
            return all;
        }

        /// A client's name is one at its server only.
        static String credential(String server, String clientId) {
            return server + '\0' + clientId;
        }
    }

    private final Map<UUID, Entity> byId;
    private final Map<Shelf, NavigableMap<UUID, Entity>> shelves;
    private final Map<Unique, UUID> unique;
    private final Map<UUID, Set<UUID>> owned;

    private Entities(
            Map<UUID, Entity> byId,
            Map<Shelf, NavigableMap<UUID, Entity>> shelves,
            Map<Unique, UUID> unique,
            Map<UUID, Set<UUID>> owned) {
        this.byId = byId;
        this.shelves = shelves;
        this.unique = unique;
        this.owned = owned;
    }

    public Optional<Entity> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// An entity by its id, if it is of that kind and workspace.
    public Optional<Entity> find(EntityKind kind, String workspace, UUID id) {
        return find(id).filter(
                        entity -> entity.kind() == kind && entity.workspace().equals(workspace));
    }

    /// An entity by one of the settings that are unique for its kind.
    public Optional<Entity> find(EntityKind kind, String workspace, String setting, String value) {
        return Optional.ofNullable(unique.get(new Unique(kind, workspace, setting, value)))
                .map(byId::get);
    }

    /// The client of a name at one authorization server.
    public Optional<Entity> credential(String workspace, String server, String clientId) {
        return find(
                EntityKind.CREDENTIAL, workspace, "clientId", Unique.credential(server, clientId));
    }

    /// All of a kind in a workspace, in the order of their ids.
    public Collection<Entity> of(EntityKind kind, String workspace) {
        NavigableMap<UUID, Entity> shelf = shelves.get(new Shelf(kind, workspace));
        return shelf == null ? List.of() : shelf.values();
    }

    /// Those of a kind in a workspace that come after an id.
    public Collection<Entity> after(EntityKind kind, String workspace, UUID id) {
        NavigableMap<UUID, Entity> shelf = shelves.get(new Shelf(kind, workspace));
        return shelf == null ? List.of() : shelf.tailMap(id, false).values();
    }

    /// Those that go when an entity goes, in the order of their ids; not those that go with them.
    public List<Entity> ownedBy(UUID owner) {
        return owned.getOrDefault(owner, Set.of()).stream()
                .map(byId::get)
                .filter(entity -> entity != null)
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    public boolean hasWorkspace(String name) {
        return name.equals(DEFAULT_WORKSPACE) || !of(EntityKind.WORKSPACE, name).isEmpty();
    }

    /// Whether a workspace has nothing in it.
    public boolean isEmpty(String workspace) {
        return Arrays.stream(EntityKind.values())
                .filter(kind -> kind != EntityKind.WORKSPACE)
                .allMatch(kind -> of(kind, workspace).isEmpty());
    }

    /// Names of every workspace, the one that needs no making (`default`) included.
    public Set<String> workspaces() {
        Set<String> names = new LinkedHashSet<>();
        names.add(DEFAULT_WORKSPACE);
        shelves.keySet().stream()
                .filter(shelf -> shelf.kind() == EntityKind.WORKSPACE)
                .map(Shelf::workspace)
                .sorted()
                .forEach(names::add);
        return names;
    }

    public Stream<Entity> all() {
        return byId.values().stream();
    }

    public int size() {
        return byId.size();
    }

    /// These and others of which none has an id or a unique setting that is taken.
    public Entities and(Collection<Entity> more) {
        Editing editing = new Editing(this);
        more.forEach(editing::put);
        return editing.done();
    }

    /// A copy that can be changed.
    Editing edit() {
        return new Editing(this);
    }

    /// The one who has a unique setting of an entity already.
    public Optional<ChangeRefused.Reason.Taken> taken(Entity entity) {
        if (entity.kind() == EntityKind.POLICY && hasPolicyLike(entity)) {
            return Optional.of(
                    new ChangeRefused.Reason.Taken(EntityKind.POLICY, "name", policyName(entity)));
        }
        for (Unique key : Unique.of(entity)) {
            UUID holder = unique.get(key);
            if (holder != null && !holder.equals(entity.id())) {
                return Optional.of(
                        new ChangeRefused.Reason.Taken(
                                entity.kind(),
                                key.setting(),
                                entity.text(key.setting()).orElse("")));
            }
        }
        return Optional.empty();
    }

    /// Whether the same owners have a policy of that name already.
    private boolean hasPolicyLike(Entity policy) {
        Collection<Entity> others =
                policy.owners().isEmpty()
                        ? of(EntityKind.POLICY, policy.workspace())
                        : ownedBy(policy.owners().values().iterator().next());
        return others.stream()
                .filter(other -> other.kind() == EntityKind.POLICY)
                .filter(other -> !other.id().equals(policy.id()))
                .filter(other -> other.owners().equals(policy.owners()))
                .anyMatch(other -> policyName(other).equals(policyName(policy)));
    }

    private static String policyName(Entity policy) {
        return policy.settings().propertyNames().stream().findFirst().orElse("");
    }

    /// A copy that shares with the first what it has not touched. Belongs to one thread.
    static final class Editing {
        private final Map<UUID, Entity> byId;
        private final Map<Shelf, NavigableMap<UUID, Entity>> shelves;
        private final Map<Unique, UUID> unique;
        private final Map<UUID, Set<UUID>> owned;
        private final Set<Shelf> ownShelves = new HashSet<>();
        private final Set<UUID> copied = new HashSet<>();

        Editing(Entities before) {
            byId = new HashMap<>(before.byId);
            shelves = new HashMap<>(before.shelves);
            unique = new HashMap<>(before.unique);
            owned = new HashMap<>(before.owned);
        }

        void put(Entity entity) {
            remove(entity.id());
            byId.put(entity.id(), entity);
            shelf(entity).put(entity.id(), entity);
            Unique.of(entity).forEach(key -> unique.put(key, entity.id()));
            entity.owners().values().forEach(owner -> ownedBy(owner).add(entity.id()));
        }

        void remove(UUID id) {
            @Nullable Entity old = byId.remove(id);
            if (old == null) {
                return;
            }
            shelf(old).remove(id);
            Unique.of(old).forEach(unique::remove);
            for (UUID owner : old.owners().values()) {
                Set<UUID> left = ownedBy(owner);
                left.remove(id);
                if (left.isEmpty()) {
                    owned.remove(owner);
                    copied.remove(owner);
                }
            }
        }

        private Set<UUID> ownedBy(UUID owner) {
            if (copied.add(owner)) {
                owned.compute(
                        owner,
                        (_, before) ->
                                before == null
                                        ? new LinkedHashSet<>()
                                        : new LinkedHashSet<>(before));
            }
            return owned.computeIfAbsent(owner, _ -> new LinkedHashSet<>());
        }

        private NavigableMap<UUID, Entity> shelf(Entity entity) {
            Shelf shelf = new Shelf(entity.kind(), entity.workspace());
            if (ownShelves.add(shelf)) {
                shelves.compute(
                        shelf,
                        (_, before) -> before == null ? new TreeMap<>() : new TreeMap<>(before));
            }
            return shelves.computeIfAbsent(shelf, _ -> new TreeMap<>());
        }

        /// What has become of it so far; sees later edits too.
        Entities view() {
            return new Entities(byId, shelves, unique, owned);
        }

        /// What has become of it, for ever.
        Entities done() {
            shelves.values().removeIf(Map::isEmpty);
            return view();
        }
    }
}
