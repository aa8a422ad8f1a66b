package io.grantway.boot.registry;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.CatalogOvertaken;
import io.grantway.admin.EntityStore;
import io.grantway.boot.Configuration;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.Registry;
import io.grantway.config.ConfigRejected;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.SecretMask;
import io.grantway.http.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The one place where the catalog changes: what the configuration declares and what the store
/// keeps, together, put in force together.
public final class LiveRegistry implements Registry {
    private final EntityStore store;
    private final AuditTrail trail;
    private final SecretMask mask = ConfigurationFiles.mask();
    private final InstantSource clock;
    private long state;
    private Declared declared;
    private Made made;
    private volatile Union union;
    private Function<Union, Ready> force = _ -> Ready.NOTHING;
    private Supplier<Optional<Reread>> elsewhere = Optional::empty;

    /// Reads what the store keeps.
    ///
    /// @param state of the store when the configuration was read
    /// @throws ConfigRejected where the configuration declares what was made over the admin API too
    public LiveRegistry(
            EntityStore store,
            long state,
            AuditTrail trail,
            Loaded<Configuration> loaded,
            InstantSource clock) {
        this.state = state;
        this.store = store;
        this.trail = trail;
        this.clock = clock;
        List<Entity> kept = store.all();
        declared = declared(loaded);
        Entities entities = entities(declared, kept);
        made = Made.NOTHING.with(entities, kept);
        union = union(declared, made, entities);
    }

    /// Who puts a changed whole in force, from now on: prepares all that can go wrong, and gives
    /// what then does it.
    public synchronized void inForceBy(Function<Union, Ready> target) {
        force = target;
    }

    /// Who reads the configuration again when another node has changed the store; empty where that
    /// leaves it as it was.
    public synchronized void rereadBy(Supplier<Optional<Reread>> source) {
        elsewhere = source;
    }

    /// Configuration that another node has changed.
    ///
    /// @param done run once it is in force
    public record Reread(Loaded<Configuration> loaded, Runnable done) {}

    /// Puts in force what another node has changed, if any has.
    ///
    /// @throws ConfigRejected where that does not go together with this node's files
    public synchronized void catchUp() {
        long now = store.state();
        if (now == state) {
            return;
        }
        Optional<Reread> reread = elsewhere.get();
        Declared latest = reread.map(each -> declared(each.loaded())).orElse(declared);
        install(next(latest, store.all()), _ -> now);
        reread.ifPresent(each -> each.done().run());
    }

    /// What is in force.
    public Union union() {
        return union;
    }

    @Override
    public Entities entities() {
        return union.entities();
    }

    @Override
    public synchronized <T> T change(Function<Draft, T> work) {
        while (true) {
            catchUp();
            try {
                return changeOnce(work);
            } catch (CatalogOvertaken _) {
                // Another node was faster: once more, on what it left.
            }
        }
    }

    private <T> T changeOnce(Function<Draft, T> work) {
        Draft draft = new Draft(union.entities());
        T result = work.apply(draft);
        Made next = made.with(draft);
        Union after = union(declared, next, draft.done());
        guard(after, draft);
        install(
                new Next(declared, next, after),
                seen -> store.save(seen, draft.changed(), draft.gone(), trail(draft)));
        return result;
    }

    @Override
    public synchronized <T> T rehearse(Function<Draft, T> work) {
        Draft draft = new Draft(union.entities());
        T result = work.apply(draft);
        Made next = made.with(draft);
        guard(union(declared, next, draft.done()), draft);
        return result;
    }

    private static void guard(Union after, Draft draft) {
        ProfileGuard.require(after, draft.changed());
        ReferenceGuard.require(after, draft);
    }

    private List<AuditEntry> trail(Draft draft) {
        Stream<UUID> ids =
                Stream.concat(draft.changed().stream().map(Entity::id), draft.gone().stream());
        return Difference.of(draft.before(), draft.entities(), ids, mask).stream()
                .map(each ->
                        trail.entry(
                                each.action(),
                                each.kind().toString(),
                                each.id().toString(),
                                Optional.of(each.workspace()),
                                each.before(),
                                each.after()))
                .toList();
    }

    /// In what another configuration would differ from what is in force: an object for each thing
    /// that would be made, changed or taken away, secrets masked.
    ///
    /// @throws ConfigRejected where it declares what was made over the admin API too
    public synchronized List<ObjectNode> difference(Loaded<Configuration> loaded) {
        List<ObjectNode> all = new ArrayList<>();
        ObjectNode rest = Json.object();
        rest.put("action", "update").put("kind", "configuration");
        rest.put("workspace", "").put("name", "server");
        Difference.compare(
                "", rest(union.configuration()), rest(loaded.value()), rest.putArray("changes"));
        rest.put("secrets_changed", false);
        if (!rest.path("changes").isEmpty()) {
            all.add(rest);
        }
        Difference.between(union.entities(), with(loaded).union().entities(), mask)
                .forEach(each -> all.add(each.toJson()));
        return all;
    }

    /// What is no entity: listeners, the server's settings, users.
    private ObjectNode rest(Configuration configuration) {
        ObjectNode tree = ConfigurationFiles.writer().write(configuration);
        ObjectNode rest = mask.of(tree, Configuration.class);
        rest.remove(
                List.of(
                        "apis",
                        "consumers",
                        "plans",
                        "policies",
                        "securityDefinitions",
                        "connections",
                        "channels",
                        "workspaces"));
        return rest;
    }

    /// Puts another configuration in force, beside what was made.
    ///
    /// @param keep run when everything is prepared, with the state of the store that this node
    ///   knows; gives the one that it leads to; where it fails, nothing has happened
    /// @throws ConfigRejected where it declares what was made over the admin API too
    public synchronized void declare(Loaded<Configuration> loaded, LongUnaryOperator keep) {
        install(with(loaded), keep);
    }

    private void install(Next next, LongUnaryOperator keep) {
        Ready ready = force.apply(next.union());
        try {
            // Kept first: what is acknowledged must be in force after a crash too.
            state = keep.applyAsLong(state);
        } catch (RuntimeException e) {
            ready.abandon();
            throw e;
        }
        declared = next.declared();
        made = next.made();
        union = next.union();
        ready.begin();
    }

    private record Next(Declared declared, Made made, Union union) {}

    private Next with(Loaded<Configuration> loaded) {
        List<Entity> kept = union.entities().all().filter(e -> e.declaredAt().isEmpty()).toList();
        return next(declared(loaded), kept);
    }

    private static Next next(Declared other, List<Entity> kept) {
        Entities entities = entities(other, kept);
        Made bound = Made.NOTHING.with(entities, kept);
        return new Next(other, bound, union(other, bound, entities));
    }

    private Declared declared(Loaded<Configuration> loaded) {
        return new Declared(loaded, ConfigurationFiles.writer(), clock.instant());
    }

    private static Entities entities(Declared declared, List<Entity> kept) {
        Entities made = Entities.NONE.and(kept);
        Mistakes mistakes = new Mistakes();
        for (Entity entity : declared.entities()) {
            made.taken(entity)
                    .ifPresent(taken ->
                            mistakes.add(
                                    declared.place(entity.id()),
                                    "was made over the admin API too (its "
                                            + taken.setting()
                                            + " is taken): take it away here or there"));
        }
        mistakes.throwIfAny(declared.sources());
        return made.and(declared.entities());
    }

    private static Union union(Declared declared, Made made, Entities entities) {
        return new Union(
                declared.configuration(),
                entities,
                both(declared.apis(), made.apis()),
                both(declared.consumers(), made.consumers()),
                made.policies(),
                both(declared.plans(), made.plans()),
                both(declared.securityDefinitions(), made.securityDefinitions()),
                both(declared.connections(), made.connections()),
                both(declared.channels(), made.channels()));
    }

    private static <T> List<T> both(List<T> declared, List<T> made) {
        return Stream.concat(declared.stream(), made.stream()).toList();
    }
}
